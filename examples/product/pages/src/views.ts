import { type Company, companies, create, login } from "./api.ts";
import { form } from "./form.ts";

/** Before anybody is known. */
export const loginView = (signedIn: (token: string) => void): HTMLElement =>
  form(
    [
      { name: "email", label: "E-mail", type: "email", autocomplete: "username" },
      { name: "password", label: "Password", type: "password", autocomplete: "current-password" },
    ],
    "Sign in",
    async ({ email = "", password = "" }) => signedIn(await login(email, password)),
  );

/** The organisation's companies, and a place for one more. */
export async function listView(token: string): Promise<HTMLElement> {
  const section = document.createElement("section");
  const list = document.createElement("ul");
  const show = (all: readonly Company[]) => list.replaceChildren(...all.map(line));
  show(await companies(token));
  const add = form(
    [
      { name: "name", label: "Name", type: "text" },
      { name: "domain", label: "Domain", type: "text" },
    ],
    "Add",
    async ({ name = "", domain = "" }) => {
      await create(token, name, domain);
      show(await companies(token));
    },
  );
  section.append(list, add);
  return section;
}

/** As text: whatever a name holds, it is no markup. */
function line({ name, domain, summary }: Company): HTMLElement {
  return Object.assign(document.createElement("li"), {
    textContent: [name, domain, summary].filter(Boolean).join(" · "),
  });
}
