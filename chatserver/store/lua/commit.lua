-- Compare, set, add and append over the keys of one conversation, in one step. It knows no business word:
-- Python passes what must hold and what then changes.
--
-- KEYS state people sent conv_log whisper_log notes_log conv whisper notes case cases resolved claims desk lobby audit active waiting seeking offers shifts places load missed held waits seeker person read pages
-- ARGV 1: a, with every part optional
--   once     {key, digest} of the command: the same again gives the same answer and changes nothing
--   expect   list of {key, field, {allowed values}, code, field whose value is the detail}; absent fields are ''
--   set      list of {key, {field = value}};  unset: list of {key, {fields}};  drop: list of keys
--   unset_prefix list of {key, prefix}: fields that begin so are removed
--   add      list of {key, field, delta}, never below 0
--   score    list of {key, member, score};    unscore: list of {key, member}
--   push     list of {key, value, kept length}
--   append   list of {{stream, counter, channel}, payload}
--   case     plan for raise_case
--   publish  list of {key, payload}
--   audit    list of payloads; audit_length
--   expire   list of {key, ms}
--   at       ms, remembered with the command
-- Returns {'ok', seq of the last append or 0, at, '' | 'again', result of raise_case}
local repeated = again(a.once)
if repeated then return repeated end
for _, e in ipairs(a.expect or {}) do
  local value = call('HGET', K[e[1]], e[2]) or ''
  local allowed = false
  for _, one in ipairs(e[3]) do allowed = allowed or one == value end
  if not allowed then return refuse(e[4], e[5] and call('HGET', K[e[1]], e[5]) or '') end
end
local seq, flagged = 0, ''
for _, s in ipairs(a.set or {}) do
  for field, value in pairs(s[2]) do call('HSET', K[s[1]], field, value) end
end
for _, s in ipairs(a.unset or {}) do
  for _, field in ipairs(s[2]) do call('HDEL', K[s[1]], field) end
end
for _, s in ipairs(a.unset_prefix or {}) do
  for _, field in ipairs(call('HKEYS', K[s[1]])) do
    if string.sub(field, 1, #s[2]) == s[2] then call('HDEL', K[s[1]], field) end
  end
end
for _, s in ipairs(a.add or {}) do
  if call('HINCRBY', K[s[1]], s[2], s[3]) < 0 then call('HSET', K[s[1]], s[2], 0) end
end
for _, s in ipairs(a.score or {}) do call('ZADD', K[s[1]], s[3], s[2]) end
for _, s in ipairs(a.unscore or {}) do call('ZREM', K[s[1]], s[2]) end
for _, s in ipairs(a.push or {}) do
  call('LPUSH', K[s[1]], s[2])
  call('LTRIM', K[s[1]], 0, s[3] - 1)
end
for _, name in ipairs(a.drop or {}) do call('DEL', K[name]) end
if a.case then flagged = raise_case(a.case) end
for _, s in ipairs(a.append or {}) do seq = append(s[1], s[2]) end
remember(a.once, seq, a.at)
for _, payload in ipairs(a.audit or {}) do audit(payload, a.audit_length) end
for _, s in ipairs(a.expire or {}) do call('PEXPIRE', K[s[1]], s[2]) end
for _, s in ipairs(a.publish or {}) do call('SPUBLISH', K[s[1]], s[2]) end
return {'ok', seq, a.at or 0, '', flagged}
