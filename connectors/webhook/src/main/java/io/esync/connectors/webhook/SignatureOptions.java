package io.esync.connectors.webhook;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** How an event proves who sent it. */
public record SignatureOptions(
    @Option(
            value =
                "How events are signed: 'github', by the hex of an HMAC-SHA256 of the body behind"
                    + " 'sha256='; 'stripe', which signs a time with it; or 'token', where the secret"
                    + " itself is sent.",
            example = "github")
        Scheme scheme,
    @Option(
            value =
                "The secrets, references. One of them has to fit: name the old and the new one while"
                    + " the sender changes over.",
            example = "[\"${env:WEBHOOK_SECRET}\"]")
        List<Secret> secrets,
    @Option(
            value =
                "The header with the proof. By default 'X-Hub-Signature-256', 'Stripe-Signature', or,"
                    + " with the scheme 'token', 'Authorization', in which the token stands behind"
                    + " 'Bearer'.",
            optional = true,
            example = "X-Gitlab-Token")
        String header,
    @Option(
            value =
                "How far the time that is signed may be off the clock, with the scheme 'stripe'.",
            defaultValue = "5min")
        Duration tolerance)
    implements Serializable {

  /** Ways to prove who sent an event. */
  public enum Scheme {
    GITHUB("X-Hub-Signature-256"),
    STRIPE("Stripe-Signature"),
    TOKEN("Authorization");

    private final String header;

    Scheme(String header) {
      this.header = header;
    }

    /** Where the delivery's id stands if nobody says otherwise. */
    Place delivery() {
      return switch (this) {
        case GITHUB -> new Place("X-GitHub-Delivery", null);
        case STRIPE -> new Place(null, "/id");
        case TOKEN -> new Place("Idempotency-Key", null);
      };
    }
  }

  public SignatureOptions {
    secrets = List.copyOf(secrets);
    if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.reveal().isBlank())) {
      throw new IllegalArgumentException(
          "secrets must name at least one, and none may be empty: everybody knows an empty one");
    }
    if (tolerance.isZero() || tolerance.isNegative()) {
      throw new IllegalArgumentException("tolerance must be positive, not " + tolerance);
    }
    header = header == null ? scheme.header : header;
  }
}
