# Read by the scripts beside it: what they must know of production.rsp.

# parameter NAME DEFAULT: the value of --NAME, or the default.
parameter() {
  local value
  value=$(sed -nE "s/^[[:space:]]*--$1[ =:]+([^[:space:]]+).*/\1/p" "$(dirname "${BASH_SOURCE[0]}")/production.rsp" | tail -n 1)
  echo "${value:-$2}"
}

: "${AWS_REGION:?Set AWS_REGION to the region of the deployment.}"
name=$(parameter name btctracker)
