package io.esync.connectors.spi.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows rows that were emitted lately, to leave them out when they are read again. Bounded: where
 * it forgot one, the row is emitted twice, which its version makes harmless.
 *
 * @param <P> what tells rows apart
 */
public final class SeenRows<P> {
  private final Map<P, Long> contents;

  /**
   * @param most how many rows it remembers
   */
  public SeenRows(int most) {
    this.contents =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<P, Long> eldest) {
            return size() > most;
          }
        };
  }

  /** Whether no row was seen lately at that place, or another one. Remembers it. */
  public boolean isNew(P place, String content) {
    long digest = digest(content);
    Long known = contents.remove(place);
    contents.put(place, digest);
    return known == null || known != digest;
  }

  /** The first 64 bits of the content's SHA-256. */
  public static long digest(String content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
