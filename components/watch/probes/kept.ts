/** For so many days it is kept what a run of a probe found. */
export const keptDays = 30;
