package io.esync.operators.privacy;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes values with a secret key, by HMAC-SHA-256: without the key nobody can tell the value by
 * trying all that there are. Not for several threads.
 */
public final class HashKey implements Serializable {
  /** What a key has at least, in characters. */
  public static final int SHORTEST = 16;

  private static final long serialVersionUID = 1L;
  private static final int GREATEST_PLAIN_SCALE = 1_000;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;
  private transient Mac mac;

  private HashKey(byte[] key) {
    this.key = key;
  }

  /** The key that is this text in UTF-8. */
  public static HashKey of(String secret) {
    return new HashKey(secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The hash of a value's text in UTF-8, as 64 hexadecimal digits: any other tool that has the key
   * gets the same. The text is that of ISO 8601 for times, the plain digits without zeros at the
   * end for a number, so that an {@code int} and a decimal of the same number have the same hash.
   *
   * @param value a scalar, not null
   */
  public String hash(Object value) {
    try {
      if (mac == null) {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
      }
      byte[] hash = mac.doFinal(text(value).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number) {
      BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
      return Math.abs(plain.scale()) > GREATEST_PLAIN_SCALE
          ? plain.toString()
          : plain.toPlainString();
    }
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
  }

  @Override
  public String toString() {
    return "******";
  }
}
