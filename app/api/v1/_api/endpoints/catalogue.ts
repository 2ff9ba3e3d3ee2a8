import 'server-only'
import { z } from 'zod'
import { listPortEdits } from '@/lib/db/port-edits'
import { listServiceEdits } from '@/lib/db/service-edits'
import { removeService, resetService, setService } from '@/lib/operations/edit-catalogue'
import { removePort, resetPort, setPort } from '@/lib/operations/edit-ports'
import { listCatalogue } from '@/lib/privatelink/catalogue'
import { parseServiceName } from '@/lib/privatelink/ids'
import { listPorts } from '@/lib/privatelink/ports'
import { cleanLine } from '@/lib/privatelink/text'
import { defineEndpoint } from '../define-endpoint'
import { region } from '../shapes'

const from = z.enum(['shipped', 'edited', 'own'])
const line = z.string().max(400, 'is longer than 400 characters.').transform((text) => cleanLine(text, 400))

const ports = z.strictObject({ ports: z.array(z.strictObject({ port: z.number().int(), name: z.string(), needed: z.boolean(), hidden: z.boolean().describe('Left out of checks and advice.'), from })) })
const portsNow = async () => ({ ports: listPorts(await listPortEdits()).map(({ port, name, needed, hidden, from: source }) => ({ port, name, needed, hidden, from: source })) })
const portParams = z.strictObject({ port: z.coerce.number().int().min(1).max(65_535).meta({ examples: [8123] }) })

const services = z.strictObject({ services: z.array(z.strictObject({ serviceName: z.string(), region: z.string(), zoneIds: z.array(z.string()), note: z.string(), published: z.string().nullable(), hidden: z.boolean().describe('Not suggested.'), from })) })
const servicesNow = async () => ({ services: listCatalogue(await listServiceEdits()).map(({ serviceName, region: code, zoneIds, note, published, hidden, from: source }) => ({ serviceName, region: code, zoneIds: [...zoneIds], note, published, hidden, from: source })) })
const serviceParams = z.strictObject({
  serviceName: z.string().max(200).refine((name) => parseServiceName(name) !== null, 'looks like com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0.').meta({ examples: ['com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0'] }),
})

export const CATALOGUE_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/ports',
    operation: 'viewCatalogue',
    tag: 'Settings',
    summary: 'The ports of ClickHouse that checks and advice go by',
    answer: ports,
    run: portsNow,
  }),
  defineEndpoint({
    method: 'PUT',
    path: '/ports/{port}',
    operation: 'manageCatalogue',
    tag: 'Settings',
    summary: 'Add a port, or give a known one another name or need',
    params: portParams,
    body: z.strictObject({ name: line, needed: z.boolean().default(false).describe('A closed port is warned of; else it is only told.') }),
    example: { name: 'HTTP', needed: false },
    answer: ports,
    run: async ({ params, body, actor, now }) => {
      await setPort({ ...params, ...body }, { actor, now })
      return portsNow()
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/ports/{port}',
    operation: 'manageCatalogue',
    tag: 'Settings',
    summary: 'Leave a port out of checks and advice',
    params: portParams,
    answer: ports,
    run: async ({ params, actor, now }) => {
      await removePort(params.port, { actor, now })
      return portsNow()
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/ports/{port}/reset',
    operation: 'manageCatalogue',
    tag: 'Settings',
    summary: 'Go back to the port as it was shipped',
    params: portParams,
    answer: ports,
    run: async ({ params, actor, now }) => {
      await resetPort(params.port, { actor, now })
      return portsNow()
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/services',
    operation: 'viewCatalogue',
    tag: 'Settings',
    summary: 'The endpoint services that are suggested, with what was changed',
    answer: services,
    run: servicesNow,
  }),
  defineEndpoint({
    method: 'PUT',
    path: '/services/{serviceName}',
    operation: 'manageCatalogue',
    tag: 'Settings',
    summary: 'Add an endpoint service, or change a known one',
    description: 'A suggestion: AWS is asked about each service before anything is made.',
    params: serviceParams,
    body: z.strictObject({ region, zoneIds: z.array(z.string().max(40)).max(40).default([]), note: line.prefault('') }),
    example: { region: 'us-west-2', zoneIds: ['usw2-az1'], note: 'Ours' },
    answer: services,
    run: async ({ params, body, actor, now }) => {
      await setService({ ...params, ...body }, { actor, now })
      return servicesNow()
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/services/{serviceName}',
    operation: 'manageCatalogue',
    tag: 'Settings',
    summary: 'Suggest an endpoint service no longer',
    params: serviceParams,
    answer: services,
    run: async ({ params, actor, now }) => {
      await removeService(params.serviceName, { actor, now })
      return servicesNow()
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/services/{serviceName}/reset',
    operation: 'manageCatalogue',
    tag: 'Settings',
    summary: 'Go back to the endpoint service as it was shipped',
    params: serviceParams,
    answer: services,
    run: async ({ params, actor, now }) => {
      await resetService(params.serviceName, { actor, now })
      return servicesNow()
    },
  }),
]
