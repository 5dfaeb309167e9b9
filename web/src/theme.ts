// Light, dark, or as the device has it: chosen here, kept in this browser.
import { ref } from "vue";

export type Theme = "light" | "dark" | "";
const KEPT = "theme";
const known = (text: string | null): Theme => (text === "light" || text === "dark" ? text : "");
export const theme = ref<Theme>(known(localStorage.getItem(KEPT)));

/** Show the page as chosen. */
export function showTheme(chosen: Theme = theme.value): void {
  theme.value = chosen;
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem(KEPT, chosen);
}
