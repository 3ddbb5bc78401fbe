// The file that a writer thread starts with. Imported anywhere else it does nothing.
import { parentPort, workerData } from 'node:worker_threads'
import { isWriterSettings } from './thread/messages.ts'
import { serve } from './thread/serve.ts'

if (parentPort && isWriterSettings(workerData)) serve(parentPort, workerData)
