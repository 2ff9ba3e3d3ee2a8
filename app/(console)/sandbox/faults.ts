/** The faults worth playing with by hand, in words; the control API knows more. */
export const FAULT_KINDS = [
  { kind: 'throttle', label: 'AWS asks to slow down (503)' },
  { kind: 'error500', label: 'Internal error (500)' },
  { kind: 'html502', label: 'A proxy’s error page (502)' },
  { kind: 'html200', label: 'A web page instead of an answer (200)' },
  { kind: 'empty200', label: 'An empty answer (200)' },
  { kind: 'truncated', label: 'Half an answer' },
  { kind: 'reset-before', label: 'Connection lost before the call counts' },
  { kind: 'reset-after', label: 'Done, but the answer is lost' },
  { kind: 'slow', label: 'Three seconds late' },
  { kind: 'denied', label: 'Permission denied' },
  { kind: 'expired-token', label: 'Credentials expired' },
] as const

export const FAULT_ACTIONS = [
  { action: 'DescribeVpcEndpoints', label: 'Looking at endpoints' },
  { action: 'CreateVpcEndpoint', label: 'Creating an endpoint' },
  { action: 'DeleteVpcEndpoints', label: 'Deleting an endpoint' },
  { action: 'DescribeVpcEndpointServices', label: 'Verifying the service' },
  { action: '*', label: 'Every call' },
] as const
