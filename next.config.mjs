/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Every picture of the product is a small static file: the optimiser would be a door for nothing.
  images: { unoptimized: true },
  // `npm test` checks the types; somebody's first start need not wait for that.
  typescript: { ignoreBuildErrors: process.env.SKIP_TYPES === '1' },
  // Native modules, and modules that find their own files: loaded from node_modules as they are. The clients of AWS are not among them:
  // EC2's has seven hundred calls, which cost 90 MB and half a second of a start, and of which the build keeps those that we make.
  serverExternalPackages: [
    'better-sqlite3',
    '@prisma/adapter-better-sqlite3',
    'pino',
    'better-auth',
    '@zxcvbn-ts/language-common',
    // finds the files and programs of each kind of credentials by itself
    '@aws-sdk/credential-providers',
  ],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  // Security headers are set by lib/http on every answer, so there is no headers() here.
}

export default config
