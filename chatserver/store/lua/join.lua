-- Start a seeker's conversation in the queue: at most one open conversation for a seeker, whatever sockets they use.
-- Safe to run twice: the same command id gives the same conversation.
--
-- KEYS seeker state people sent conv_log whisper_log notes_log conv whisper notes case cases resolved desk audit waiting seeking lobby
-- ARGV 1: a, with
--   conversation, command, at, ttl (ms)
--   seeker_fields, state_fields, people_fields   hashes to write
--   joined_at, seeking       place in the queue and what matching reads
--   entry                    first entry of the log
--   plan                     case plan when they said that they are not safe (absent: none)
--   signal                   for the lobby
-- Returns {'ok', conversation, '' | 'again', '' | 'opened'}
local known = call('HMGET', K.seeker, 'conversation', 'command', 'open')
if known[1] and known[2] == a.command then return {'ok', known[1], 'again', ''} end
if known[1] and known[3] == '1' then return refuse('wrong_state') end
for field, value in pairs(a.seeker_fields) do call('HSET', K.seeker, field, value) end
for field, value in pairs(a.state_fields) do call('HSET', K.state, field, value) end
for field, value in pairs(a.people_fields) do call('HSET', K.people, field, value) end
call('ZADD', K.waiting, a.joined_at, a.conversation)
call('HSET', K.seeking, a.conversation, a.seeking)
append({'conv_log', 'seq', 'conv'}, a.entry)
local flagged = ''
if a.plan then flagged = raise_case(a.plan) end
for _, name in ipairs(a.keys) do call('PEXPIRE', K[name], a.ttl) end
call('SPUBLISH', K.lobby, a.signal)
return {'ok', a.conversation, '', flagged}
