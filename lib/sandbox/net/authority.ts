import { createPrivateKey, webcrypto } from 'node:crypto'
import type { Authority } from '../world/types'
import type { World } from '../world/world'
import { loadX509 } from './x509'

/** A certificate and its key as PEM, ready for a TLS server. */
export type Credentials = { cert: string; key: string }
export type CertificateKind = 'good' | 'wrong' | 'expired' | 'self-signed' | 'untrusted' | 'large'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const YEAR = 365 * 24 * 3600_000
const WRONG_NAMES = ['*.example.net', 'example.net']
/** A certificate that a client should not read to its end: a megabyte in an extension nobody knows. */
const BALLAST = { type: '1.3.6.1.4.1.32473.1', bytes: 1024 * 1024 }

/** The world's own certificate authority and what it issues. The authority is a row of the world; a new world has a new one. */
export class CertificateOffice {
  private making: Promise<Authority> | null = null
  private issued = new Map<string, Promise<Credentials>>()

  constructor(
    private readonly world: World,
    private readonly now: () => number,
  ) {}

  /** Makes it at the first call after the world was made. */
  async authority(): Promise<Authority> {
    const found = this.world.data.authority.find('authority')
    if (found) return found
    this.making ??= this.makeAuthority().finally(() => (this.making = null))
    return this.making
  }

  /** A certificate of a kind for a region's ClickHouse names; kept as long as the authority is the same. */
  async certificateFor(kind: CertificateKind, region: string): Promise<Credentials> {
    const authority = await this.authority()
    const key = `${kind} ${region} ${authority.certificate}`
    let credentials = this.issued.get(key)
    if (!credentials) {
      if (this.issued.size > 200) this.issued.clear()
      credentials = issue({ kind, region, authority, now: this.now() })
      this.issued.set(key, credentials)
    }
    return credentials
  }

  private async makeAuthority(): Promise<Authority> {
    const row = await newAuthority('Causeway sandbox CA', this.now())
    this.world.commit([{ table: 'authority', put: row }])
    return row
  }
}

async function newAuthority(name: string, now: number): Promise<Authority> {
  const x509 = await loadX509()
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: `CN=${name}, O=Causeway`,
      notBefore: new Date(now - YEAR),
      notAfter: new Date(now + 10 * YEAR),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto as Crypto,
  )
  return { id: 'authority', certificate: certificate.toString('pem'), key: await toPem(keys.privateKey) }
}

type Wanted = { kind: CertificateKind; region: string; authority: Authority; now: number }

async function issue({ kind, region, authority, now }: Wanted): Promise<Credentials> {
  const x509 = await loadX509()
  const keys = await newKeys()
  const issuer = kind === 'untrusted' ? await newAuthority('Somebody else’s CA', now) : authority
  const names = namesFor(kind, region)
  const isSelfSigned = kind === 'self-signed'
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      subject: `CN=${names[0]}`,
      issuer: isSelfSigned ? `CN=${names[0]}` : new x509.X509Certificate(issuer.certificate).subject,
      notBefore: new Date(now - YEAR),
      notAfter: new Date(kind === 'expired' ? now - 24 * 3600_000 : now + YEAR),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: isSelfSigned ? keys.privateKey : await importKey(issuer.key),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
        ...(kind === 'large' ? [new x509.Extension(BALLAST.type, false, new Uint8Array(BALLAST.bytes))] : []),
      ],
    },
    webcrypto as Crypto,
  )
  return { cert: certificate.toString('pem'), key: await toPem(keys.privateKey) }
}

function namesFor(kind: CertificateKind, region: string): string[] {
  if (kind === 'wrong') return WRONG_NAMES
  return [`*.${region}.vpce.aws.clickhouse.cloud`, `*.${region}.aws.clickhouse.cloud`]
}

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
const serial = () => `00${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`

async function toPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }).toString()
}

const importKey = (pem: string) =>
  webcrypto.subtle.importKey('pkcs8', createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }), ALGORITHM, false, ['sign']) as Promise<CryptoKey>
