/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Every picture of the product is a small static file: the optimiser would be a door for nothing.
  images: { unoptimized: true },
  // `npm test` checks the types; somebody's first start need not wait for that.
  typescript: { ignoreBuildErrors: process.env.SKIP_TYPES === '1' },
  // Native modules, and modules that find their own files: loaded from node_modules as they are.
  serverExternalPackages: [
    'better-sqlite3',
    '@prisma/adapter-better-sqlite3',
    'pino',
    'better-auth',
    '@zxcvbn-ts/language-common',
    '@aws-sdk/client-ec2',
    '@aws-sdk/client-sts',
    '@aws-sdk/credential-providers',
  ],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  // Security headers are set by lib/http on every answer, so there is no headers() here.
}

export default config
