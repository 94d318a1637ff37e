package io.esync.connectors.github;

import java.util.Map;

/** Of what the objects of a stream are a part. */
enum Scope {
  ORGANIZATION,
  REPOSITORY,
  TEAM;

  /**
   * A part of the organisation, or all of it.
   *
   * @param id that stays where the name changes
   * @param name in addresses
   */
  record Part(long id, String name) {}

  /** What is told of the part in each row. */
  Map<String, Object> told(String organization, Part part) {
    return switch (this) {
      case ORGANIZATION -> Map.of("organization", organization);
      case REPOSITORY ->
          Map.of("repository", organization + "/" + part.name(), "repository_id", part.id());
      case TEAM -> Map.of("organization", organization, "team", part.name(), "team_id", part.id());
    };
  }
}
