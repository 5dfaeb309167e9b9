/** @hey-api/openapi-ts: a function for each operation, named by its id. */
import { createClient, type Client } from './sdk/client/index.ts'
import * as api from './sdk/index.ts'
import { digestOf, post, proof, scene, setClock, studying, tokenOf, until } from './scene.ts'

async function signedIn(login: string): Promise<Client> {
  const token = await tokenOf(login)
  return createClient({ baseUrl: scene.base, auth: () => token, throwOnError: true })
}

const key = () => ({ 'Idempotency-Key': crypto.randomUUID() })
const { login: _login, ...person } = scene.person

async function professional(client: Client, reviewer: Client) {
  const mine = { client, throwOnError: true as const }
  await api.peopleEnrolMe({ ...mine, body: { ...person, territory: '440703', employment: 'employed', employer: '江门市示范会计有限公司', worked_since: '2016-07-01' } })
  await api.peopleOpenAccount({ ...mine, body: person })
  const file = proof()
  const { data: offer } = await api.recordsUpload({ ...mine, body: { filename: '签到表.pdf', content_type: 'application/pdf', size: file.length, sha256: await digestOf(file) } })
  await post(offer, file)
  const body = {
    form: 'training' as const, title: '新收入准则专题面授培训', issuer: '江门市会计学会', facts: { days: 6 },
    reference: scene.reference, started_on: '2020-05-18', ended_on: '2020-05-23', evidence: [offer.id],
  }
  const path = { year: 2020 }
  const refused = await api.recordsRegister({ client, throwOnError: false, path, body: { ...body, ended_on: '2019-05-23' } })
  const headers = key()
  const { data: draft } = await api.recordsRegister({ ...mine, path, headers, body })
  const { data: again } = await api.recordsRegister({ ...mine, path, headers, body })
  const { data: sent } = await api.recordsSubmit({ ...mine, path: { id: draft.id }, headers: key() })
  await api.reviewDecide({ client: reviewer, throwOnError: true, path: { id: sent.id }, headers: key(), body: { decision: 'accredit', version: sent.version } })
  await study(client)
  const year = async () => (await api.peopleShowYear({ ...mine, path })).data
  const done = await until(year, each => each.certificate.state === 'issued')
  const { data: signed } = await api.peopleDownload({ ...mine, path })
  const pdf = await (await fetch(signed.url)).text()
  const { data: verified } = await api.publicVerify({ client: createClient({ baseUrl: scene.base }), throwOnError: true, path: { number: done.certificate.number! } })
  return { refused: refused.error?.code, repeated: again.id === draft.id, states: [draft.state, sent.state], records: done.records.length, complete: done.complete, pdf: pdf.slice(0, 5), verified: verified.state }
}

async function study(client: Client): Promise<void> {
  const { data: { items: [course] } } = await api.studyListCourses({ client, throwOnError: true, query: { year: 2020 } })
  for await (const seconds of studying()) {
    const { data: told } = await api.studyReport({ client, throwOnError: true, path: { id: course!.id }, body: { seconds } })
    if (told.complete) return
  }
}

async function provider(client: Client) {
  const mine = { client, throwOnError: true as const }
  const { login: _, ...about } = scene.stranger
  const stated = { reference: scene.reference, year: 2020, subject: 'professional' as const, form: 'online' as const, facts: { hours: '8' }, title: '增值税政策', completed_on: '2020-05-20' }
  const { data: { results } } = await api.providersReport({ ...mine, headers: key(), body: { reports: [{ ...about, ...stated }] } })
  const { data: { items } } = await api.providersListOwn({ ...mine, query: { limit: 50 } })
  const listed = items.find(each => each.reference === scene.reference)!
  const { data: corrected } = await api.providersCorrect({ ...mine, path: { id: listed.id }, headers: key(), body: { ...stated, facts: { hours: '9.5' }, reason: '学时有误' } })
  return { status: results[0]!.status, listed: listed.title, corrected: corrected.facts, moves: corrected.history.length }
}

async function employer(client: Client, employed: Client, bureau: Client) {
  const mine = { client, throwOnError: true as const }
  const reviewer = { client: bureau, throwOnError: true as const }
  const path = { code: scene.code }
  await api.employersApply({ ...mine, headers: key(), body: { ...path, name: '江门市示范贸易有限公司', territory: '440703' } })
  const { data: opened } = await api.employersDecide({ ...reviewer, path, headers: key(), body: { decision: 'open' } })
  await api.employersPutEmployer({ client: employed, throwOnError: true, body: { ...path, consent: true } })
  const shown = async () => (await api.employersShowRoll({ ...mine, path, query: { year: 2020 } })).data
  const roll = await until(shown, each => each.items.length > 0)
  const { data: plan } = await api.plansDrawUp({ ...mine, path, headers: key(), body: { year: 2020, title: '内部控制培训', content: '内部控制基本规范', days: 2, starts_on: '2020-06-10', ends_on: '2020-06-11', place: '公司会议室', expected: 3 } })
  const where = { path: { ...path, id: plan.id } }
  const { data: sent } = await api.plansSubmit({ ...mine, ...where, headers: key() })
  const { data: approved } = await api.planReviewDecide({ ...reviewer, path: { id: plan.id }, headers: key(), body: { decision: 'approve', version: sent.version } })
  await setClock('2020-06-12T09:00:00+08:00')
  const { data: { results } } = await api.rostersBring({ ...mine, ...where, headers: key(), body: { rows: [{ ...person, days: 2 }] } })
  const { data: roster } = await api.rostersShowRoster({ ...mine, ...where })
  return { opened: opened.state, roll: roll.items.map(each => each.professional.name), plan: [plan.state, sent.state, approved.state], row: results[0]!.status, roster: roster.items.length }
}

await setClock('2020-06-01T09:00:00+08:00')
const [client, reviewer, reports, clerk] = await Promise.all([scene.person.login, 'reviewer-440703', 'provider', scene.clerk].map(signedIn)) as [Client, Client, Client, Client]
const walked = { professional: await professional(client, reviewer), provider: await provider(reports), employer: await employer(clerk, client, reviewer) }
await setClock(null)
console.log(JSON.stringify(walked))
