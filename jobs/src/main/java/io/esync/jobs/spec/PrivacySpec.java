package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import io.esync.operators.privacy.HashKey;

/** What personal data is protected by. */
public record PrivacySpec(
    @Option(
            value =
                "The key of hashes, of at least 16 characters. With another key all hashes are"
                    + " others.",
            example = "${env:ESYNC_PII_KEY}")
        Secret hashKey) {
  public PrivacySpec {
    boolean known = !hashKey.reveal().startsWith("${"); // a pipeline that is only shown has none
    if (known && hashKey.reveal().length() < HashKey.SHORTEST) {
      throw new IllegalArgumentException(
          "hash_key must have at least " + HashKey.SHORTEST + " characters");
    }
  }
}
