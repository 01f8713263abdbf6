import "./style.css";
import { listView, loginView } from "./views.ts";

const root = document.querySelector("#root");
// Kept by this page alone: a script that should not be here finds no token in any storage.
root?.replaceChildren(loginView(async (token) => root.replaceChildren(await listView(token))));
