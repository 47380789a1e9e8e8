-- Offer a waiting seeker to a supporter: presence, shift, free place and age wall are checked in the same step
-- that reserves the place. No place is given twice, and nobody crosses the age wall by any path.
--
-- KEYS state waiting seeking offers shifts places load here person lobby
-- ARGV 1: a, with
--   conversation, supporter, waiting (state), offered (state)
--   needs       pool -> capability that the supporter must hold
--   here_after  ms; a heartbeat older than this does not count
--   expires_at  ms
--   signal      for the supporter (absent: none); this script adds the fence
-- Returns {'ok', fence, joined_at}
local state = call('HMGET', K.state, 'state', 'pool', 'joined_at')
if state[1] ~= a.waiting then return refuse('wrong_state', 'seeker') end
local shift = call('HGET', K.shifts, a.supporter)
local places = tonumber(call('HGET', K.places, a.supporter) or '0')
local load = tonumber(call('HGET', K.load, a.supporter) or '0')
local seen = tonumber(call('ZSCORE', K.here, a.supporter) or '0')
if not shift or places < 1 or load >= places or seen < a.here_after then return refuse('wrong_state', 'supporter') end
local able = false
for _, capability in ipairs(cmsgpack.unpack(shift).capabilities) do
  able = able or capability == a.needs[state[2]]
end
if not able then return refuse('wrong_state', 'wall') end
local fence = call('HINCRBY', K.state, 'fence', 1)
call('HSET', K.state, 'state', a.offered, 'offered_to', a.supporter, 'offer_fence', fence)
call('HINCRBY', K.load, a.supporter, 1)
call('ZADD', K.offers, a.expires_at, a.conversation)
if a.signal then
  local signal = cmsgpack.unpack(a.signal)
  signal.fence = fence
  call('SPUBLISH', K.person, cmsgpack.pack(signal))
end
return {'ok', fence, tonumber(state[3])}
