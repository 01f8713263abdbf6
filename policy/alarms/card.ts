/** The go-live card's numbers (K07, K08, K09, K11): what pages a person, and how soon. Tighter is fine; looser needs a waiver. */
export const card = {
  p95: { seconds: 0.25, within: 300 },
  errors: { share: 0.005, within: 120 },
  authFailures: { perMinute: 100, within: 120 },
  connections: { share: 0.8, within: 900 },
} as const;
