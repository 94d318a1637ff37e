package io.esync.connectors.github;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.AuthOptions;
import io.esync.connectors.spi.http.ClientOptions;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Options of a {@code github} source.
 *
 * <pre>{@code
 * sources:
 *   - id: github
 *     type: github
 *     config:
 *       token: "${env:GITHUB_TOKEN}"
 *       organization: acme
 *       repositories: ["site", "shop-*"]
 *     schedule: {every: 5min}
 * }</pre>
 */
public record GitHubConfig(
    @Option(
            value =
                "A personal access token, or one of an app; a reference to a secret. Without it only"
                    + " what is public is read, 60 requests in an hour.",
            optional = true,
            example = "${env:GITHUB_TOKEN}")
        Secret token,
    @Option(
            value =
                "Address of the API. That of GitHub Enterprise Server is https://HOST/api/v3, that of"
                    + " Enterprise Cloud with data residency https://api.SUBDOMAIN.ghe.com.",
            defaultValue = "https://api.github.com")
        String baseUrl,
    @Option(value = "The organisation to read.", example = "acme") String organization,
    @Option(
            value =
                "The repositories whose issues, pull requests, commits and releases are read, by"
                    + " name: * stands for any text, ? for a character, {a,b} for one of several.",
            defaultValue = "[\"*\"]")
        List<String> repositories,
    @Option(
            value =
                "When to look for deletes of issues, pull requests and commits: the next poll then"
                    + " reads all of them. Deletes of all else are found by each poll.",
            optional = true,
            example = "{cron: \"0 3 * * *\"}")
        Schedule deletes,
    @Option(
            value =
                "How far before the latest change that was read a reading of issues and pull requests"
                    + " begins that follows.",
            defaultValue = "1min")
        Duration overlap,
    @Option(
            value =
                "How far before the latest commit that was read to look for others: a merge, or a late"
                    + " push, brings commits that are as old as their work.",
            defaultValue = "30d")
        Duration commitOverlap,
    @Option(value = "How requests are made.", defaultValue = "{max_wait: 65min}")
        ClientOptions client,
    @Option(
            value =
                "Time from the end of a reading to the next one, where the source has no schedule.",
            defaultValue = "1min")
        Duration interval,
    @Option(
            value =
                "Most rows of each list that deletes are looked for in: their keys are part of the"
                    + " job's state, about 12 to 30 bytes each in every checkpoint.",
            defaultValue = "1000000")
        int trackedRows)
    implements Serializable {

  public GitHubConfig {
    repositories = List.copyOf(repositories);
    Address.of(baseUrl);
    if (!organization.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "organization must be the name that stands in its address, such as acme in"
              + " https://github.com/acme, not '"
              + organization
              + "'");
    }
    new RepositoryNames(repositories);
    requireNotNegative("overlap", overlap);
    requireNotNegative("commit_overlap", commitOverlap);
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be positive, not " + interval);
    }
    if (trackedRows < 1) {
      throw new IllegalArgumentException("tracked_rows must be at least 1, not " + trackedRows);
    }
  }

  private static void requireNotNegative(String option, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(option + " must not be negative: " + value);
    }
  }

  AuthOptions auth() {
    return token == null ? null : new AuthOptions(null, token, null, null);
  }

  /** What lies at {@code path} of the API. */
  Address address(String path) {
    return Address.of(baseUrl).below(path);
  }
}
