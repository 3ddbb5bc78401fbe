import { describe, expect, test } from 'vitest'
import { asked, everything, markup } from './everything.ts'
import { invitedScene, surveyScene } from './scene.ts'

describe('the page', () => {
  test('[PAGE1] has no script, loads nothing, and forbids both', async () => {
    const scene = await invitedScene()
    const { html, headers } = await scene.page(scene.link)
    expect(html).not.toMatch(/<script|\son\w+=|<link|<img|@import|url\(/i)
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'/,
    )
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    await scene.desk.stop()
  })

  test('[PAGE4] shows what anybody wrote as text', async () => {
    const scene = await surveyScene({ surveys: [everything], policies: [] })
    const { html } = await scene.page(await asked(scene, 'everything'), { why: markup })
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<img')
    expect(html.split('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img src=x&gt;').length).toBeGreaterThan(
      4,
    )
    await scene.desk.stop()
  })
})
