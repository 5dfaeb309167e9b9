// Whatever was pressed may go away by it: the focus goes to what came in its stead, or to what it stood in, and never to nowhere.
const PRESSED = "button, a, summary, input";

let last: Element | null = null;
/** What it stood in, from the inside out. */
let around: Element[] = [];
let where = "";

function remember(pressed: Element | null): void {
  last = pressed;
  where = location.hash;
  around = [];
  for (let each = last?.parentElement; each; each = each.parentElement) around.push(each);
}

function receive(found: Element): void {
  if (!found.matches(PRESSED)) found.setAttribute("tabindex", "-1");
  (found as HTMLElement).focus({ preventScroll: true });
  // It may be a skeleton, which goes away in its turn.
  remember(found);
}

/** Another page gives the focus to its heading; a desk keeps its own, in its lists. */
const seesToItself = () => where !== location.hash || !!document.querySelector(".whole.stays");

/** Watch the page within `main` for as long as it is open. */
export function keepFocus(main: Element): void {
  const heard = (event: Event) => remember((event.target as Element).closest(PRESSED));
  document.addEventListener("focusin", heard);
  document.addEventListener("click", heard, true);
  new MutationObserver((changed) => {
    const isLost = last && !last.isConnected && document.activeElement === document.body;
    if (!isLost || seesToItself()) return;
    const added = changed.flatMap(({ addedNodes }) => [...addedNodes]);
    const instead = added.find((each): each is Element => each instanceof Element && each.isConnected);
    const found = instead ?? around.find((each) => each.isConnected);
    if (found && main.contains(found)) receive(found);
  }).observe(main, { childList: true, subtree: true });
}
