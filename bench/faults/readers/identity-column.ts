import pg from 'pg'
import type { PostgresServer } from '../harness/postgres-server.ts'
import type { Trial } from '../harness/trial.ts'

const writers = 16
const each = 500

/**
 * The control: the usual event table, whose positions come from an identity column, under the same kind of load. A
 * reader that asks for everything after the last position must miss something here, or the experiment sees nothing.
 */
export async function identityColumn(trial: Trial, server: PostgresServer): Promise<void> {
  const pool = new pg.Pool({ connectionString: server.url('').replace(/#.*/, ''), max: writers + 1 })
  try {
    await pool.query(
      'create table usual (position bigint generated always as identity primary key, at timestamptz not null)',
    )
    let isDone = false
    const writing = Promise.all(Array.from({ length: writers }, () => write(pool))).finally(() => (isDone = true))
    const seen = await readAlong(pool, () => isDone)
    await writing
    trial.must('control: identity column', 'missed', { atLeast: 1 }, writers * each - seen)
  } finally {
    await pool.end()
  }
}

async function write(pool: pg.Pool): Promise<void> {
  for (let i = 0; i < each; i++) await pool.query('insert into usual (at) values (now())')
}

/** How many events a reader sees that goes on from the last one it saw. */
async function readAlong(pool: pg.Pool, isDone: () => boolean): Promise<number> {
  let seen = 0
  for (let after = '0', last = false; ; last = isDone()) {
    const { rows } = await pool.query<{ position: string }>(
      'select position from usual where position > $1 order by position',
      [after],
    )
    seen += rows.length
    after = rows.at(-1)?.position ?? after
    if (last && rows.length === 0) return seen
  }
}
