#!/bin/sh
# Private names of ClickHouse Cloud in us-west-2, answered by a zone of your own. Causeway request 0b8f1f0e-0000-4000-8000-000000000001.
# Use this instead of the endpoint's private DNS, never beside it: AWS lets only one of them own the name.
# This zone answers for every name below it in the whole VPC: a private name without a record here stops resolving. Name all your services, or use the wildcard.
# WILDCARD=yes sh FILE   makes one record for every name of the region instead of one for each hostname.
# ZONE_ID=Z… sh FILE     puts the records into a zone that exists already.
set -eu

# The regional DNS name of the endpoint.
target=${TARGET:-vpce-08c316c04b3a5623f-bi21tevr.vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com}

zone_id=${ZONE_ID:-}
if [ -z "$zone_id" ]; then
  zone_id=$(aws route53 create-hosted-zone --name us-west-2.vpce.aws.clickhouse.cloud --vpc VPCRegion=us-west-2,VPCId=vpc-0a1b2c3d4e5f60718 \
    --caller-reference causeway-0b8f1f0e-0000-4000-8000-000000000001 --query HostedZone.Id --output text)
  printf 'Made zone %s.\n' "$zone_id"
fi

if [ "${WILDCARD:-no}" = yes ]; then
  set -- '*.us-west-2.vpce.aws.clickhouse.cloud'
else
  set -- abc123.us-west-2.vpce.aws.clickhouse.cloud
fi
for name in "$@"; do
  aws route53 change-resource-record-sets --hosted-zone-id "$zone_id" --change-batch \
    "{\"Changes\":[{\"Action\":\"UPSERT\",\"ResourceRecordSet\":{\"Name\":\"$name\",\"Type\":\"CNAME\",\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"$target\"}]}}]}"
done
