package dev.holdfast.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * What has to happen on the server in one step. Each script touches one key, so that a cluster can
 * run it, and each may be run again when its answer was lost: the second run finds its own work and
 * answers the same. {@link #DELETE} and {@link #REMOVE_FACT} cannot; their second run answers no.
 *
 * <p>Records have the layout of {@link Row}; Lua counts octets from 1.
 */
enum Script {
  /** ARGV: the row, its last moment. The time of creation is the server's. */
  CREATE(
      """
      local now = redis.call('TIME')
      local created = struct.pack('>I8', now[1] * 1000 + math.floor(now[2] / 1000))
      redis.call('SET', KEYS[1], ARGV[1]:sub(1, 9) .. created .. ARGV[1]:sub(18))
      redis.call('PEXPIREAT', KEYS[1], ARGV[2])
      """),

  /**
   * ARGV: the version that was loaded, the next one, the idle limit, the sealed bytes. Answers the
   * row as it is now without its sealed bytes; empty text for a conflict; nothing if it is gone.
   */
  REPLACE(
      """
      local head = redis.call('GETRANGE', KEYS[1], 0, 36)
      if #head < 37 or head:byte(1) ~= 1 then return false end
      local version = head:sub(2, 9)
      if version ~= ARGV[1] and version ~= ARGV[2] then return '' end
      local ends = (struct.unpack('>I8', head, 18))
      local idle = math.min(tonumber(ARGV[3]), ends)
      local about = (struct.unpack('>I4', head, 34))
      local kept = redis.call('GETRANGE', KEYS[1], 33, 36 + about)
      head = head:sub(1, 1) .. ARGV[2] .. head:sub(10, 25) .. struct.pack('>I8', idle) .. kept
      redis.call('SET', KEYS[1], head .. ARGV[4])
      redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', idle - 1))
      return head
      """),

  /** ARGV: the idle limit. Answers 1, or 0 if the record is gone. */
  EXTEND(
      """
      local head = redis.call('GETRANGE', KEYS[1], 0, 36)
      if #head < 37 or head:byte(1) ~= 1 then return 0 end
      local idle = math.min(tonumber(ARGV[1]), (struct.unpack('>I8', head, 18)))
      redis.call('SETRANGE', KEYS[1], 25, struct.pack('>I8', idle))
      redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', idle - 1))
      return 1
      """),

  /** Answers the row without its sealed bytes, whatever is filed there; nothing if it is gone. */
  SHOW(
      """
      local head = redis.call('GETRANGE', KEYS[1], 0, 36)
      if #head < 37 then return redis.call('EXISTS', KEYS[1]) == 1 and head end
      return redis.call('GETRANGE', KEYS[1], 0, 36 + (struct.unpack('>I4', head, 34)))
      """),

  /** As {@link #SHOW}, and deletes. */
  DELETE(
      """
      local head = redis.call('GETRANGE', KEYS[1], 0, 36)
      if #head == 37 then
        head = redis.call('GETRANGE', KEYS[1], 0, 36 + (struct.unpack('>I4', head, 34)))
      end
      return redis.call('DEL', KEYS[1]) == 1 and head
      """),

  /**
   * ARGV: the id of a record, until when it is of interest. Forgets ids that are not any more; the
   * index itself ends with the last of them.
   */
  INDEX(
      """
      local now = redis.call('TIME')
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now[1] * 1000))
      redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
      local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
      redis.call('PEXPIREAT', KEYS[1], last[2])
      """),

  /** ARGV: the fact, its life. Answers 1 if it was put. */
  PUT_FACT_IF_ABSENT(
      """
      local kept = redis.call('GET', KEYS[1])
      if kept then return kept == ARGV[1] and 1 or 0 end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 1
      """),

  /** ARGV: the expected value, the next fact, its life. Answers 1 if it was replaced. */
  REPLACE_FACT(
      """
      local kept = redis.call('GET', KEYS[1])
      if not kept then return 0 end
      if kept == ARGV[2] then return 1 end
      if kept:sub(9) ~= ARGV[1] then return 0 end
      redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
      return 1
      """),

  /** ARGV: the expected value. Answers 1 if it was removed. */
  REMOVE_FACT(
      """
      local kept = redis.call('GET', KEYS[1])
      if not kept or kept:sub(9) ~= ARGV[1] then return 0 end
      return redis.call('DEL', KEYS[1])
      """);

  private final String text;
  private final String digest;

  Script(String text) {
    this.text = text;
    this.digest = digest(text);
  }

  /** Runs on the key's server, which is sent the text only if it has not seen it yet. */
  Optional<Object> run(UnifiedJedis client, byte[] key, byte[]... arguments) {
    List<byte[]> keys = List.of(key);
    List<byte[]> values = List.of(arguments);
    try {
      return Optional.ofNullable(client.evalsha(ascii(digest), keys, values));
    } catch (JedisNoScriptException e) {
      return Optional.ofNullable(client.eval(ascii(text), keys, values));
    }
  }

  /** Runs with what goes together; its text goes too, since there is no asking for it later. */
  Response<Object> in(AbstractPipeline pipeline, byte[] key) {
    return pipeline.eval(ascii(text), List.of(key), List.of());
  }

  /** Whether the answer to {@link #run} was 1. */
  boolean says(UnifiedJedis client, byte[] key, byte[]... arguments) {
    return run(client, key, arguments).filter(Long.valueOf(1)::equals).isPresent();
  }

  /** The octets that {@link #run} answered. */
  Optional<byte[]> octets(UnifiedJedis client, byte[] key, byte[]... arguments) {
    return run(client, key, arguments).map(byte[].class::cast);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(ascii(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
