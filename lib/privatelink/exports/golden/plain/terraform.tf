# AWS PrivateLink to ClickHouse Cloud in us-west-2. Causeway request 0b8f1f0e-0000-4000-8000-000000000001.
# Step 1: terraform init, then terraform apply. The endpoint waits for ClickHouse to accept it.
# Step 2, once AWS shows it as available: terraform apply -var enable_private_dns=true

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

variable "enable_private_dns" {
  description = "Shifts traffic: the private hostnames lead to the endpoint for the whole VPC. AWS refuses it before ClickHouse has accepted the connection."
  type        = bool
  default     = false
}

# private_dns_enabled is left out on purpose: AWS refuses it before acceptance, and the resource below owns it afterwards.
resource "aws_vpc_endpoint" "clickhouse" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781"
  vpc_endpoint_type = "Interface"
  subnet_ids = [
    "subnet-00000000000000002",
    "subnet-00000000000000001",
  ]
  security_group_ids = ["sg-00000000000000001"]
  tags = {
    "Name"                = "abc123 in us-west-2"
    "managed-by"          = "causeway"
    "causeway:request-id" = "0b8f1f0e-0000-4000-8000-000000000001"
  }
}

# Taking this away again does not switch private DNS off. Back is:
# aws ec2 modify-vpc-endpoint --vpc-endpoint-id ID --no-private-dns-enabled
resource "aws_vpc_endpoint_private_dns" "clickhouse" {
  count               = var.enable_private_dns ? 1 : 0
  vpc_endpoint_id     = aws_vpc_endpoint.clickhouse.id
  private_dns_enabled = true
}

output "endpoint_id" {
  description = "What ClickHouse asks for."
  value       = aws_vpc_endpoint.clickhouse.id
}

output "state" {
  description = "pendingAcceptance until ClickHouse accepts, then available."
  value       = aws_vpc_endpoint.clickhouse.state
}

output "dns_names" {
  description = "For connection tests only; programs use the private hostname."
  value       = aws_vpc_endpoint.clickhouse.dns_entry[*].dns_name
}

output "addresses" {
  description = "The endpoint's address in each subnet."
  value       = { for each in aws_vpc_endpoint.clickhouse.subnet_configuration : each.subnet_id => each.ipv4 }
}
