// A script of its own, a kilobyte, before the client: whoever comes anew sees where they are and presses what they came for; the
// client, on its way meanwhile, carries it out (main.ts). Whoever is signed in, comes back or goes elsewhere sees nothing of it.
const place = document.getElementById("app");
const drawn = document.getElementById("door");
const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;

const isAnew = () =>
  !location.search && /^#?(\/(welcome)?)?$/.test(location.hash) && !Object.keys(sessionStorage).some((name) => name.startsWith("oidc."));

/** Show what the build drew; what is pressed is kept until somebody is there to do it. */
function show(within: HTMLElement, door: HTMLTemplateElement): void {
  const shown = document.createElement("div");
  shown.append(door.content);
  within.textContent = "";
  within.append(shown);
  shown.addEventListener("click", (event) => {
    const pressed = (event.target as Element).closest("[id^=door-]");
    if (!pressed) return;
    event.preventDefault();
    within.dataset.pressed = pressed.id;
    pressed.setAttribute("aria-busy", "true");
  });
}

/** What was drawn is painted before the client is read; a hidden page paints nothing, and is not waited for. */
const painted = () =>
  new Promise<void>((resume) => {
    requestAnimationFrame(() => setTimeout(resume));
    setTimeout(resume, document.hidden ? 0 : 200);
  });

async function begin(): Promise<void> {
  const opening = place?.innerHTML ?? "";
  if (place && drawn instanceof HTMLTemplateElement && isAnew()) {
    show(place, drawn);
    await painted();
  }
  const client = document.querySelector<HTMLLinkElement>("link[rel=modulepreload]")?.href;
  try {
    if (client) await import(/* @vite-ignore */ client);
  } catch {
    // It did not come: a door that nobody opens gives way to the words for that.
    if (place) place.innerHTML = opening;
  }
}

void begin();
