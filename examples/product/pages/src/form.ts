export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: "email" | "password" | "text";
  readonly autocomplete?: AutoFill;
}

/** A form that says what went wrong, and cannot be sent twice at once. */
export function form(
  fields: readonly Field[],
  button: string,
  send: (values: Readonly<Record<string, string>>) => Promise<void>,
): HTMLFormElement {
  const made = document.createElement("form");
  for (const { name, label, type, autocomplete = "off" } of fields) {
    const around = document.createElement("label");
    const input = Object.assign(document.createElement("input"), {
      name,
      type,
      autocomplete,
      required: true,
    });
    around.append(label, input);
    made.append(around);
  }
  const submit = Object.assign(document.createElement("button"), { textContent: button });
  const said = Object.assign(document.createElement("p"), { role: "alert" });
  made.append(submit, said);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    said.textContent = "";
    const values = [...new FormData(made)].map(([name, value]) => [name, String(value)]);
    try {
      await send(Object.fromEntries(values));
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : "That did not work.";
    } finally {
      submit.disabled = false;
    }
  });
  return made;
}
