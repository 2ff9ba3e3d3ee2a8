import { z } from 'zod'
import { checkService, zoneIdsOf } from '@/lib/privatelink/catalogue'
import { parseServiceName } from '@/lib/privatelink/ids'
import { cleanLine } from '@/lib/privatelink/text'

const text = (max: number) => z.string().trim().max(max, `Keep it under ${max} characters.`)

export const serviceShape = z
  .strictObject({ region: text(40), serviceName: text(200), zoneIds: text(400).transform(zoneIdsOf), note: text(400).transform((note) => cleanLine(note, 400)) })
  .superRefine((service, context) => {
    const problem = checkService(service)
    if (problem) context.addIssue({ code: 'custom', path: [problem.field], message: problem.sentence })
  })

export const wayBackShape = z.strictObject({
  way: z.enum(['remove', 'reset']),
  serviceName: z.string().refine((name) => parseServiceName(name) !== null, 'This is not the name of a service.'),
})
