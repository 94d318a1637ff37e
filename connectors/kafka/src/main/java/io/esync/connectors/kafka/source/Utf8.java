package io.esync.connectors.kafka.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that nothing is replaced in. */
final class Utf8 {
  private Utf8() {}

  /**
   * The text that {@code bytes} are.
   *
   * @throws IllegalArgumentException if they are none
   */
  static String text(byte[] bytes) {
    String text = textOrNull(bytes);
    if (text == null) {
      throw new IllegalArgumentException("not text in UTF-8");
    }
    return text;
  }

  /** The text that {@code bytes} are, or null where they are none. */
  static String textOrNull(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
