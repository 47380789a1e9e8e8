-- Shared by all scripts; put before each by scripts.py, after `local K = {name = KEYS[n], …}` and
-- `local a = cmsgpack.unpack(ARGV[1])`. Answers are {'ok', …} or {'no', code, detail}.

local call = redis.call

local function refuse(code, detail)
  return {'no', code, detail or ''}
end

-- Append one entry to a log of the conversation and wake its readers. log: {stream, counter, channel}.
local function append(log, payload)
  local seq = call('HINCRBY', K.state, log[2], 1)
  call('XADD', K[log[1]], seq .. '-0', 'e', payload)
  call('SPUBLISH', K[log[3]], seq .. ' ' .. payload)
  return seq
end

-- The same command again? Returns nil when it is new (and remembers it), else an answer.
local function again(once)
  if not once then return nil end
  local seen = call('HGET', K.sent, once.key)
  if not seen then return nil end
  local digest, seq, at = string.match(seen, '^(%S+) (%d+) (%d+)$')
  if digest ~= once.digest then return refuse('id_reused') end
  return {'ok', tonumber(seq), tonumber(at), 'again', ''}
end

local function remember(once, seq, at)
  if once then call('HSET', K.sent, once.key, string.format('%s %d %d', once.digest, seq, at)) end
end

-- One link of the audit chain: the hash of the entry before goes into this one's.
local function audit(payload, length)
  local last = call('XREVRANGE', K.audit, '+', '-', 'COUNT', 1)
  local before = last[1] and last[1][2][4] or ''
  call('XADD', K.audit, 'MAXLEN', '~', length, '*', 'e', payload, 'h', redis.sha1hex(before .. payload))
end

-- Open a case, raise it, or add a cause. plan: fields (new case), level, cause, closed (state), open (state),
-- decisive (fields that change when the level is at least as high), opened and raised (entries for the notes).
-- Returns 'opened', 'raised' or 'known'. Never lowers anything.
local function raise_case(plan)
  local old = call('HMGET', K.case, 'state', 'level', 'causes', 'deadline_at')
  local result = 'known'
  if not old[1] or old[1] == plan.closed then
    call('DEL', K.case)
    for field, value in pairs(plan.fields) do call('HSET', K.case, field, value) end
    call('ZADD', K.cases, plan.fields.deadline_at, plan.conversation)
    call('ZREM', K.resolved, plan.conversation)
    append(plan.notes, plan.opened)
    audit(plan.audit, plan.audit_length)
    result = 'opened'
  else
    local higher = plan.level > tonumber(old[2])
    local causes = ',' .. old[3] .. ','
    if not string.find(causes, ',' .. plan.cause .. ',', 1, true) then
      call('HSET', K.case, 'causes', old[3] .. ',' .. plan.cause)
      result = 'raised'
    end
    if plan.level >= tonumber(old[2]) then
      for field, value in pairs(plan.decisive) do call('HSET', K.case, field, value) end
    end
    if higher then
      result = 'raised'
      if old[1] == plan.open and plan.fields.deadline_at < tonumber(old[4]) then
        call('HSET', K.case, 'deadline_at', plan.fields.deadline_at, 'answer_by', plan.fields.answer_by)
        call('ZADD', K.cases, plan.fields.deadline_at, plan.conversation)
      end
    end
    if result == 'raised' then append(plan.notes, plan.raised) end
  end
  call('SPUBLISH', K.desk, plan.signal)
  return result
end
