package io.esync.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells genuine events from others. How long that takes tells nothing of the secrets: each of them
 * is compared to the end.
 */
final class Signature {
  private static final String HMAC = "HmacSHA256";
  private static final String GITHUB_PREFIX = "sha256=";
  private static final String BEARER = "Bearer ";

  private final SignatureOptions options;

  Signature(SignatureOptions options) {
    this.options = options;
  }

  /** Whether somebody sent the event who knows one of the secrets. */
  boolean fits(Request request, Instant now) {
    String proof = request.header(options.header());
    if (proof == null) {
      return false;
    }
    return switch (options.scheme()) {
      case GITHUB ->
          proof.startsWith(GITHUB_PREFIX)
              && isSigned(List.of(proof.substring(GITHUB_PREFIX.length())), request.body());
      case STRIPE -> isStripe(proof, request.body(), now);
      case TOKEN -> isToken(proof.startsWith(BEARER) ? proof.substring(BEARER.length()) : proof);
    };
  }

  /** The proof is e.g. {@code t=1492774577,v1=5257a869…,v1=…,v0=…}. */
  private boolean isStripe(String proof, byte[] body, Instant now) {
    String time = "";
    List<String> signatures = new ArrayList<>();
    for (String part : proof.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = part.substring(0, Math.max(0, equals)).strip();
      String value = part.substring(equals + 1).strip();
      if (name.equals("t")) {
        time = value;
      } else if (name.equals("v1")) {
        signatures.add(value);
      }
    }
    return isNow(time, now) && isSigned(signatures, (time + ".").getBytes(UTF_8), body);
  }

  private boolean isNow(String seconds, Instant now) {
    try {
      Instant signed = Instant.ofEpochSecond(Long.parseLong(seconds));
      return Duration.between(signed, now).abs().compareTo(options.tolerance()) <= 0;
    } catch (ArithmeticException | java.time.DateTimeException | NumberFormatException e) {
      return false;
    }
  }

  private boolean isSigned(List<String> signatures, byte[]... signed) {
    boolean fits = false;
    for (Secret secret : options.secrets()) {
      byte[] expected = hmac(secret, signed);
      for (String signature : signatures) {
        fits |= MessageDigest.isEqual(expected, bytes(signature));
      }
    }
    return fits;
  }

  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] hmac(Secret secret, byte[]... signed) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), HMAC));
      for (byte[] part : signed) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java has " + HMAC, e);
    }
  }

  /** Compares digests: their length is no secret's. */
  private boolean isToken(String token) {
    boolean fits = false;
    for (Secret secret : options.secrets()) {
      fits |= MessageDigest.isEqual(Sha256.of(secret.reveal()), Sha256.of(token));
    }
    return fits;
  }
}
