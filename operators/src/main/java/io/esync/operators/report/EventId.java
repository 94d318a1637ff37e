package io.esync.operators.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids derived from what an event is about, so that a replay of Flink's cannot add it twice. */
public final class EventId {
  private static final int ID_BYTES = 16;

  private EventId() {}

  /** 32 hexadecimal digits that depend on all of {@code parts} and on nothing else. */
  public static String of(Object... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        byte[] bytes = part instanceof byte[] raw ? raw : String.valueOf(part).getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
