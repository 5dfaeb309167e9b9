/** openapi-typescript and openapi-fetch: every call by its path, typed. */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './contract.ts'
import { digestOf, post, proof, scene, setClock, studying, tokenOf, until } from './scene.ts'

type Api = Client<paths>

async function signedIn(login: string): Promise<Api> {
  return createClient<paths>({ baseUrl: scene.base, headers: { Authorization: `Bearer ${await tokenOf(login)}` } })
}

/** What was answered; a problem is thrown with its code. */
async function must<T>(asked: Promise<{ data?: T, error?: { code: string, detail: string } }>): Promise<T> {
  const { data, error } = await asked
  if (error) throw new Error(`${error.code}: ${error.detail}`)
  return data!
}

const key = () => ({ 'Idempotency-Key': crypto.randomUUID() })

async function professional(person: Api, reviewer: Api) {
  const { login: _, ...about } = scene.person
  await must(person.POST('/v1/me', { body: { ...about, territory: '440703', employment: 'employed', employer: '江门市示范会计有限公司', worked_since: '2016-07-01' } }))
  await must(person.POST('/v1/me/hr-account', { body: about }))
  const file = proof()
  const offer = await must(person.POST('/v1/me/uploads', { body: { filename: '签到表.pdf', content_type: 'application/pdf', size: file.length, sha256: await digestOf(file) } }))
  await post(offer, file)
  const stated = {
    form: 'training' as const, title: '新收入准则专题面授培训', issuer: '江门市会计学会', facts: { days: 6 },
    reference: scene.reference, started_on: '2020-05-18', ended_on: '2020-05-23', evidence: [offer.id],
  }
  const refused = await person.POST('/v1/me/years/{year}/records', { params: { path: { year: 2020 } }, body: { ...stated, ended_on: '2019-05-23' } })
  const header = key()
  const asked = { params: { path: { year: 2020 }, header }, body: stated }
  const draft = await must(person.POST('/v1/me/years/{year}/records', asked))
  const again = await must(person.POST('/v1/me/years/{year}/records', asked))
  const sent = await must(person.POST('/v1/me/records/{id}/submit', { params: { path: { id: draft.id }, header: key() } }))
  const decision = { decision: 'accredit' as const, version: sent.version }
  await must(reviewer.POST('/v1/review/records/{id}/decision', { params: { path: { id: sent.id }, header: key() }, body: decision }))
  await study(person)
  const year = () => must(person.GET('/v1/me/years/{year}', { params: { path: { year: 2020 } } }))
  const done = await until(year, each => each.certificate.state === 'issued')
  const signed = await must(person.POST('/v1/me/years/{year}/certificate/download', { params: { path: { year: 2020 } } }))
  const pdf = await (await fetch(signed.url)).text()
  const verified = await must(createClient<paths>({ baseUrl: scene.base }).GET('/v1/certificates/{number}', { params: { path: { number: done.certificate.number! } } }))
  return { refused: refused.error?.code, repeated: again.id === draft.id, states: [draft.state, sent.state], records: done.records.length, complete: done.complete, pdf: pdf.slice(0, 5), verified: verified.state }
}

async function study(person: Api): Promise<void> {
  const { items: [course] } = await must(person.GET('/v1/me/courses', { params: { query: { year: 2020 } } }))
  for await (const seconds of studying()) {
    const told = await must(person.POST('/v1/me/courses/{id}/progress', { params: { path: { id: course!.id } }, body: { seconds } }))
    if (told.complete) return
  }
}

async function provider(api: Api) {
  const { login: _, ...about } = scene.stranger
  const reported = { ...about, reference: scene.reference, year: 2020, subject: 'professional' as const, form: 'online' as const, facts: { hours: '8' }, title: '增值税政策', completed_on: '2020-05-20' }
  const { results } = await must(api.POST('/v1/provider/reports', { params: { header: key() }, body: { reports: [reported] } }))
  const { items } = await must(api.GET('/v1/provider/reports', { params: { query: { limit: 50 } } }))
  const mine = items.find(each => each.reference === scene.reference)!
  const { name: _name, document: _document, ...stated } = reported
  const corrected = await must(api.PUT('/v1/provider/reports/{id}', { params: { path: { id: mine.id }, header: key() }, body: { ...stated, facts: { hours: '9.5' }, reason: '学时有误' } }))
  return { status: results[0]!.status, listed: mine.title, corrected: corrected.facts, moves: corrected.history.length }
}

async function employer(clerk: Api, person: Api, reviewer: Api) {
  const at = { code: scene.code }
  await must(clerk.POST('/v1/employers', { params: { header: key() }, body: { code: scene.code, name: '江门市示范贸易有限公司', territory: '440703' } }))
  const opened = await must(reviewer.POST('/v1/employers/{code}/decision', { params: { path: at, header: key() }, body: { decision: 'open' } }))
  await must(person.PUT('/v1/me/employer', { body: { code: scene.code, consent: true } }))
  const roll = await until(() => must(clerk.GET('/v1/employers/{code}/people', { params: { path: at, query: { year: 2020 } } })), each => each.items.length > 0)
  const said = { year: 2020, title: '内部控制培训', content: '内部控制基本规范', days: 2, starts_on: '2020-06-10', ends_on: '2020-06-11', place: '公司会议室', expected: 3 }
  const plan = await must(clerk.POST('/v1/employers/{code}/plans', { params: { path: at, header: key() }, body: said }))
  const where = { path: { ...at, id: plan.id }, header: key() }
  const sent = await must(clerk.POST('/v1/employers/{code}/plans/{id}/submit', { params: where }))
  const approved = await must(reviewer.POST('/v1/review/plans/{id}/decision', { params: { path: { id: plan.id }, header: key() }, body: { decision: 'approve', version: sent.version } }))
  await setClock('2020-06-12T09:00:00+08:00')
  const { login: _, ...row } = scene.person
  const { results } = await must(clerk.POST('/v1/employers/{code}/plans/{id}/roster', { params: { ...where, header: key() }, body: { rows: [{ ...row, days: 2 }] } }))
  const roster = await must(clerk.GET('/v1/employers/{code}/plans/{id}/roster', { params: { path: where.path } }))
  return { opened: opened.state, roll: roll.items.map(each => each.professional.name), plan: [plan.state, sent.state, approved.state], row: results[0]!.status, roster: roster.items.length }
}

await setClock('2020-06-01T09:00:00+08:00')
const [person, reviewer, reports, clerk] = await Promise.all([scene.person.login, 'reviewer-440703', 'provider', scene.clerk].map(signedIn)) as [Api, Api, Api, Api]
const walked = { professional: await professional(person, reviewer), provider: await provider(reports), employer: await employer(clerk, person, reviewer) }
await setClock(null)
console.log(JSON.stringify(walked))
