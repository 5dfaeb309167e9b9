/** Who acts, and what the local cloud has beside the contract: whoever signs in, and the clock. */
import { readFileSync } from 'node:fs'

export interface Document { type: 'resident_id', number: string }
export interface Person { login: string, name: string, document: Document }
/** What the test hands over: each client has its own people and its own employer. */
export interface Scene { base: string, person: Person, stranger: Person, clerk: string, code: string, proof: string, reference: string }

export const scene: Scene = JSON.parse(readFileSync(process.argv[2]!, 'utf-8'))
export const STUDY_SECONDS = 900

/** An access token, as the development issuer signs one for anybody. */
export async function tokenOf(login: string): Promise<string> {
  const answer = await fetch(`${scene.base}/dev/token`, { method: 'POST', body: JSON.stringify({ sub: login }) })
  return (await answer.json()).access_token
}

/** Lets the clock of the local cloud show an instant; null is real time. */
export async function setClock(now: string | null): Promise<void> {
  const answer = await fetch(`${scene.base}/dev/clock`, { method: 'PUT', body: JSON.stringify({ now }) })
  if (!answer.ok) throw new Error(`the clock: ${answer.status}`)
}

/** The instants of study: the clock moves by what is reported next. */
export async function* studying(): AsyncGenerator<number> {
  for (let seconds = 0; ; seconds += STUDY_SECONDS) {
    await setClock(new Date(Date.parse('2020-06-01T09:00:00+08:00') + seconds * 1000).toISOString())
    yield seconds ? STUDY_SECONDS : 0
  }
}

/** Waits for what happens by itself. */
export async function until<T>(ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  for (let turn = 0; turn < 600; turn++) {
    const value = await ask()
    if (is(value)) return value
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('it has not happened')
}

export function proof(): Uint8Array<ArrayBuffer> { return new Uint8Array(readFileSync(scene.proof)) }

/** A file's digest, as an upload names it. */
export async function digestOf(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', file)
  return Array.from(new Uint8Array(digest), each => each.toString(16).padStart(2, '0')).join('')
}

/** Posts a file to the signed address: the fields first, the file last. */
export async function post(offer: { url: string, fields: Record<string, string> }, file: Uint8Array<ArrayBuffer>): Promise<void> {
  const form = new FormData()
  for (const [name, value] of Object.entries(offer.fields)) form.append(name, value)
  form.append('file', new Blob([file]))
  const answer = await fetch(offer.url, { method: 'POST', body: form })
  if (!answer.ok) throw new Error(`the file: ${answer.status} ${await answer.text()}`)
}
