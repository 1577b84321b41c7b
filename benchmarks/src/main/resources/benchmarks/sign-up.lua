-- For wrk: each request signs up an address that nobody has signed up before.
local run = os.getenv("BENCHMARK_RUN")
local count = 0

request = function()
  count = count + 1
  local body = '{"ownerName":"Ada Lovelace","email":"a' .. count .. "." .. run .. '@load.example","locale":"en"}'
  return wrk.format("POST", "/accounts", { ["Content-Type"] = "application/json" }, body)
end

done = function(summary, latency, requests)
  local errors = summary.errors
  local unanswered = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("seconds %.3f answers %d refused %d unanswered %d\n",
    summary.duration / 1e6, summary.requests, errors.status, unanswered))
end
