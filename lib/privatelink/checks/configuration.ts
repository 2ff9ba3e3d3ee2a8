import { listWords } from '../text'
import { finding, type Check } from './judge'
import { failedTcp, openTcp, type Picture } from './picture'
import { diagnose } from './symptoms'
import { closedPorts } from './symptoms/configuration'

/**
 * Ports the model calls closed and that somebody saw open at the endpoint’s own addresses. A client in an address’s own subnet does
 * not cross its network ACL: that it gets through there, and nowhere else, is what the model says.
 */
function contradicted(picture: Picture): number[] {
  const timesOut = (port: number) => failedTcp(picture).some(({ result }) => result.port === port && result.outcome === 'timeout')
  return closedPorts(picture).flatMap(({ port, paths }) => {
    const seenOpen = openTcp(picture).flatMap(({ result }) => (result.port === port && result.address !== null ? [result.address] : []))
    const asTheModelSays = timesOut(port) && seenOpen.every((open) => paths.find(({ address }) => address.address === open)?.decidedBy?.stopsAllWhoCross === true)
    return seenOpen.length > 0 && !asTheModelSays ? [port] : []
  })
}

/** Whom the rules let in may be exactly the clients. Only a connection that was seen to fail makes it certain that they are not. */
const assumesClients = ({ facts, ...picture }: Picture, symptomId: string | undefined): boolean =>
  symptomId === 'rule-for-other-source' && facts.clients === null && failedTcp({ facts, ...picture }).length === 0

export const configuration: Check = {
  id: 'configuration',
  title: 'AWS’s configuration lets the connection through',
  judge(picture) {
    const { facts, config, reach, clients } = picture
    if (!facts.config.known) return finding('unknown', `The configuration could not be read. ${facts.config.reason}`)
    if (!config || reach.length === 0) return finding('unknown', 'The endpoint’s addresses are not known yet, so there is no way to follow.')
    if (config.at < facts.changedAt) return finding('unknown', config.pastedBy === undefined ? 'The configuration was read before something last changed. Run the checks again.' : 'The snapshot is older than the last change. Paste a newer one, then run the checks again.')
    const ports = listWords(reach.map(({ port }) => String(port)))
    const expected = `tcp ${ports} from ${listWords(clients.cidrs) || 'your clients'}`
    const received = reach.map(({ port, answer }) => `${port}: ${ANSWER[answer]}`).join(', ')
    if (closedPorts(picture).length > 0) {
      const seenOpen = contradicted(picture)
      if (seenOpen.length > 0)
        return finding('unknown', `The model says that tcp ${listWords(seenOpen.map(String))} is closed, and a connection was seen to open. What was seen counts: your clients are elsewhere than the model assumes.`, { expected, received })
      const diagnosis = diagnose('configuration', picture)
      if (assumesClients(picture, diagnosis?.symptomId)) return finding('unknown', `${diagnosis!.cause} Causeway takes your clients to be in the VPC; if they are elsewhere, this is as it should be.`, { expected, received, diagnosis })
      return finding('fail', diagnosis?.cause ?? closedPorts(picture)[0]!.sentence, { expected, received, diagnosis })
    }
    const open = reach.every(({ answer }) => answer === 'yes')
    if (open) return finding('pass', `Groups, ACLs and routes let tcp ${ports} through from ${listWords(clients.cidrs)}. A model: it sends nothing.`, { expected, received })
    return finding('unknown', reach.find(({ answer }) => answer !== 'yes')!.sentence, { expected, received })
  },
}

const ANSWER = { yes: 'lets through', partly: 'lets a part through', no: 'stops', unknown: 'not known' }
