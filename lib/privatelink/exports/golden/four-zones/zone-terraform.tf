# Private names of ClickHouse Cloud in us-west-2, answered by a zone of your own. Causeway request 0b8f1f0e-0000-4000-8000-000000000001.
# Use this instead of the endpoint’s private DNS, never beside it: AWS lets only one of them own the name.
# This zone answers for every name below it in the whole VPC: a private name without a record here stops resolving. Name all your services, or use the wildcard.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.51"
    }
  }
}

provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["111122223333"]
}

variable "endpoint_id" {
  description = "The VPC endpoint the names lead to."
  type        = string
  default     = "vpce-08c316c04b3a5623f"
}

variable "wildcard" {
  description = "One record for every name of the region instead of one for each hostname."
  type        = bool
  default     = false
}

locals {
  hostnames = ["abc123.us-west-2.vpce.aws.clickhouse.cloud"]
  names     = var.wildcard ? ["*.us-west-2.vpce.aws.clickhouse.cloud"] : local.hostnames
  regional  = one([for entry in data.aws_vpc_endpoint.clickhouse.dns_entry : entry if can(regex("^vpce-[0-9a-f]+-[a-z0-9]+\\.vpce-svc-", entry.dns_name))])
}

data "aws_vpc_endpoint" "clickhouse" {
  id = var.endpoint_id
}

resource "aws_route53_zone" "clickhouse" {
  name    = "us-west-2.vpce.aws.clickhouse.cloud"
  comment = "ClickHouse Cloud over PrivateLink"

  vpc {
    vpc_id = "vpc-0a1b2c3d4e5f60718"
  }
}

resource "aws_route53_record" "clickhouse" {
  for_each = toset(local.names)
  zone_id  = aws_route53_zone.clickhouse.zone_id
  name     = each.value
  type     = "A"

  alias {
    name                   = local.regional.dns_name
    zone_id                = local.regional.hosted_zone_id
    evaluate_target_health = false
  }
}

output "names" {
  description = "The names that lead to the endpoint."
  value       = [for record in aws_route53_record.clickhouse : record.fqdn]
}
