-- Append what a person wrote to one log of a conversation: checked, counted, stored, published and, where it
-- shows danger, flagged in one step. Safe to run twice: the same command id gives the same answer.
--
-- KEYS state people sent conv_log whisper_log notes_log conv whisper notes case cases resolved desk audit review active
-- ARGV 1: a, with
--   log        {stream, counter, channel} of the log to append to
--   once       {key, digest} of the command
--   by         person; states: allowed states (absent: any); is_right_needed: must hold the right to write
--   payload    entry; at: ms; ttl: ms
--   set        fields of the state that every message sets; owe: field set only when empty, clear: set to 0
--   weight, keep, opens_at   risk of this message (absent: does not count), leak, threshold
--   plan       case plan of this message (absent: none); path_plan: the plan when the sum opens it
--   verdict    entry for the notes (absent: none); this script adds the seq of the message to its facts
--   review     job for the worker (absent: none); review_length
--   conversation, keys: names of the keys whose expiry is renewed
-- Returns {'ok', seq, at, '' | 'again', '' | 'opened' | 'raised' | 'known', on which the case stands}
local repeated = again(a.once)
if repeated then return repeated end

local right = call('HMGET', K.state, 'state', 'w:' .. a.by)
if not right[1] then return refuse('not_found') end
if a.is_right_needed and not right[2] then
  if call('HEXISTS', K.people, a.by) == 1 then return refuse('wrong_state') end
  return refuse('not_found')
end
if a.states then
  local allowed = false
  for _, state in ipairs(a.states) do allowed = allowed or state == right[1] end
  if not allowed then return refuse('wrong_state') end
end

local seq = append(a.log, a.payload)
remember(a.once, seq, a.at)
for field, value in pairs(a.set) do call('HSET', K.state, field, value) end
if a.owe then
  local owed = call('HGET', K.state, a.owe)
  if not owed or owed == '0' then call('HSET', K.state, a.owe, a.at) end
end
if a.clear then call('HSET', K.state, a.clear, 0) end
if a.active_at then call('ZADD', K.active, 'XX', a.active_at, a.conversation) end

local flagged = ''
if a.weight then
  local risk = tonumber(call('HGET', K.state, 'risk') or '0') * a.keep + a.weight
  call('HSET', K.state, 'risk', string.format('%.4f', risk))
  if a.verdict then
    local entry = cmsgpack.unpack(a.verdict)
    entry.facts.seq = seq
    append({'notes_log', 'notes_seq', 'notes'}, cmsgpack.pack(entry))
  end
  local plan = a.plan
  if not plan and risk >= a.opens_at then plan = a.path_plan end
  if plan then
    plan.fields.quote_seq, plan.decisive.quote_seq = seq, seq
    flagged = raise_case(plan)
  end
end
if a.review then call('XADD', K.review, 'MAXLEN', '~', a.review_length, '*', 'conversation', a.conversation, 'seq', seq) end
for _, name in ipairs(a.keys) do call('PEXPIRE', K[name], a.ttl) end
return {'ok', seq, a.at, '', flagged}
