package io.esync.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.Secret;
import io.esync.connectors.webhook.SignatureOptions.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String BODY = "Hello, World!";

  /** Secret, body and signature of GitHub's documentation. */
  private static final String GITHUB_SECRET = "It's a Secret to Everybody";

  private static final String GITHUB_HEX =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  @Test
  void the_signature_of_github_fits_its_body_alone() {
    Signature signature = signature(Scheme.GITHUB, null, GITHUB_SECRET);

    assertThat(fits(signature, "X-Hub-Signature-256", "sha256=" + GITHUB_HEX, BODY)).isTrue();
    assertThat(fits(signature, "x-hub-signature-256", "sha256=" + GITHUB_HEX, BODY)).isTrue();
    assertThat(fits(signature, "X-Hub-Signature-256", "sha256=" + GITHUB_HEX, BODY + " "))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=xyz",
        "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18"
      })
  void another_signature_does_not_fit(String proof) {
    Signature signature = signature(Scheme.GITHUB, null, GITHUB_SECRET);

    assertThat(fits(signature, "X-Hub-Signature-256", proof, BODY)).isFalse();
  }

  @Test
  void no_signature_does_not_fit() {
    for (Scheme scheme : Scheme.values()) {
      assertThat(fits(signature(scheme, null, "a"), "X-Other", "a", BODY)).isFalse();
    }
  }

  @Test
  void of_two_secrets_either_fits() {
    Signature signature = signature(Scheme.GITHUB, null, "new", GITHUB_SECRET);

    assertThat(fits(signature, "X-Hub-Signature-256", "sha256=" + GITHUB_HEX, BODY)).isTrue();
    assertThat(fits(signature, "X-Hub-Signature-256", "sha256=" + hmac("new", BODY), BODY))
        .isTrue();
    assertThat(fits(signature, "X-Hub-Signature-256", "sha256=" + hmac("old", BODY), BODY))
        .isFalse();
  }

  @Test
  void the_signature_of_stripe_fits_its_time_and_body() {
    Signature signature = signature(Scheme.STRIPE, null, "whsec");
    long time = NOW.getEpochSecond() - 299;
    String hex = hmac("whsec", time + "." + BODY);

    assertThat(stripe(signature, "t=" + time + ",v1=" + hex + ",v0=aa")).isTrue();
    assertThat(stripe(signature, "t=" + time + ",v1=aa,v1=" + hex)).isTrue();
    assertThat(stripe(signature, "t=" + (time + 1) + ",v1=" + hex)).isFalse();
    assertThat(stripe(signature, "t=" + time + ",v0=" + hex)).isFalse();
    assertThat(stripe(signature, "v1=" + hex)).isFalse();
    assertThat(stripe(signature, "t=,v1=" + hmac("whsec", "." + BODY))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, Long.MAX_VALUE / 2, 100_000_000_000L})
  void a_signature_of_stripe_from_another_time_does_not_fit(long off) {
    Signature signature = signature(Scheme.STRIPE, null, "whsec");
    long time = NOW.getEpochSecond() + off;

    assertThat(stripe(signature, "t=" + time + ",v1=" + hmac("whsec", time + "." + BODY)))
        .isFalse();
  }

  @Test
  void a_token_fits_as_a_whole() {
    Signature signature = signature(Scheme.TOKEN, null, "geheim");
    Signature gitlab = signature(Scheme.TOKEN, "X-Gitlab-Token", "geheim");

    assertThat(fits(signature, "Authorization", "Bearer geheim", BODY)).isTrue();
    assertThat(fits(gitlab, "X-Gitlab-Token", "geheim", BODY)).isTrue();
    assertThat(fits(gitlab, "Authorization", "Bearer geheim", BODY)).isFalse();
    assertThat(fits(signature, "Authorization", "Bearer geheimer", BODY)).isFalse();
    assertThat(fits(signature, "Authorization", "Bearer ", BODY)).isFalse();
  }

  private static Signature signature(Scheme scheme, String header, String... secrets) {
    List<Secret> all = List.of(secrets).stream().map(Secret::of).toList();
    return new Signature(new SignatureOptions(scheme, all, header, Duration.ofMinutes(5)));
  }

  private static boolean stripe(Signature signature, String proof) {
    return fits(signature, "Stripe-Signature", proof, BODY);
  }

  private static boolean fits(Signature signature, String header, String proof, String body) {
    return signature.fits(new Request(Map.of(header, proof), body.getBytes(UTF_8)), NOW);
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
