// A place is one tab: the server lets one place go on at a time.

const NAME = "study:place";
let mine: Promise<string> | undefined;

/** This tab's own name. A tab that was doubled took the other's store along: it gets another name. */
export const place = (): Promise<string> => (mine ??= find());

async function find(): Promise<string> {
  const kept = sessionStorage.getItem(NAME);
  if (kept && (await hold(kept))) return kept;
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem(NAME, fresh);
  await hold(fresh);
  return fresh;
}

/** Hold a name as long as the page lives; whether nobody else does. Without locks it is taken on trust. */
function hold(name: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((told) => {
    void navigator.locks.request(`study:${name}`, { ifAvailable: true }, (lock) => {
      told(!!lock);
      return lock ? new Promise(() => undefined) : null;
    });
  });
}
