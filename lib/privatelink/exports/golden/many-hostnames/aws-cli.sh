#!/bin/sh
# AWS PrivateLink to ClickHouse Cloud in us-west-2, account 111122223333. Causeway request 0b8f1f0e-0000-4000-8000-000000000001.
# Step 1: sh FILE                       makes the endpoint, which then waits for ClickHouse to accept it.
# Step 2: sh FILE private-dns vpce-ID   once AWS shows it as available: shifts traffic for the whole VPC.
# Undo:   sh FILE undo-dns vpce-ID      the private hostnames lead nowhere or to the internet again.
set -eu

account=$(aws sts get-caller-identity --query Account --output text)
if [ "$account" != 111122223333 ]; then
  printf 'These credentials are for account %s, the plan is for %s.\n' "$account" 111122223333 >&2
  exit 1
fi

case "${1:-create}" in
  create)
    # The token makes a repeated call answer with the same endpoint instead of making a second one.
    endpoint_id=$(aws ec2 create-vpc-endpoint \
      --region us-west-2 \
      --vpc-endpoint-type Interface \
      --vpc-id vpc-0a1b2c3d4e5f60718 \
      --service-name com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781 \
      --subnet-ids subnet-00000000000000002 subnet-00000000000000001 \
      --security-group-ids sg-00000000000000001 \
      --no-private-dns-enabled \
      --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"Name","Value":"abc123 in us-west-2"},{"Key":"managed-by","Value":"causeway"},{"Key":"causeway:request-id","Value":"0b8f1f0e-0000-4000-8000-000000000001"}]}]' \
      --client-token causeway-0b8f1f0e-0000-4000-8000-000000000001-3c85bae8 \
      --query VpcEndpoint.VpcEndpointId --output text)
    printf 'Made %s. Give this id to ClickHouse.\n' "$endpoint_id"
    printf 'It is accepted when this says “available”:\n'
    printf '  aws ec2 describe-vpc-endpoints --region %s --vpc-endpoint-ids %s --query "VpcEndpoints[0].State" --output text\n' us-west-2 "$endpoint_id"
    ;;
  private-dns)
    aws ec2 modify-vpc-endpoint --region us-west-2 --vpc-endpoint-id "$2" --private-dns-enabled
    ;;
  undo-dns)
    aws ec2 modify-vpc-endpoint --region us-west-2 --vpc-endpoint-id "$2" --no-private-dns-enabled
    ;;
  *)
    printf 'Say create, private-dns or undo-dns, not %s.\n' "$1" >&2
    exit 2
    ;;
esac
