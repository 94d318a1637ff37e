package io.esync.jobs.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How one entity came to look as it does. Values stand in the form of {@link
 * io.esync.operators.model.RowJson}, times are null where they are not known.
 *
 * @param key as people write it, e.g. {@code customer[42]}
 * @param policy the strategy and the priority
 * @param exists whether the merged entity exists
 * @param why what that rests on
 * @param held whether an open review holds the row back from the targets
 * @param sources what each source last said of the entity as a whole
 * @param fields how each came to be; empty where the entity does not exist
 * @param decisions all of reviewers, those that do not hold any more among them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
    String key,
    String policy,
    boolean exists,
    String why,
    boolean held,
    List<SourceWord> sources,
    List<FieldStory> fields,
    List<DecisionStory> decisions) {

  /**
   * What a source said of the entity.
   *
   * @param has whether it has the entity now
   * @param version of its latest row; null where it has none
   * @param time of its latest row
   * @param deletedVersion of its latest delete, the tombstone; null where it never deleted it
   * @param deletedAt time of that
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SourceWord(
      String source,
      boolean has,
      String version,
      String time,
      String deletedVersion,
      String deletedAt) {}

  /**
   * How a field came to be.
   *
   * @param value what the policy makes of it
   * @param held whether targets do not get it while a review is open
   * @param winner source that provides it; null where it is computed or a decision gives it
   * @param rule of the field
   * @param decidedBy what told the winner from the others
   * @param candidates all of them, the winner's among them, the strongest first
   * @param review the review of the field, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FieldStory(
      String field,
      @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode value,
      boolean held,
      String winner,
      String rule,
      String decidedBy,
      List<Claim> candidates,
      ReviewStory review) {}

  /** What one source says of a field, since when, and at which of its versions. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Claim(
      String source,
      @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode value,
      String time,
      String version,
      boolean wins) {}

  /**
   * A review.
   *
   * @param status {@code open}, {@code decided} or {@code expired}
   * @param since time of its latest candidate
   * @param basis what a decision about it is to name
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ReviewStory(String status, String since, String basis) {}

  /**
   * A decision.
   *
   * @param action {@code pick}, {@code set}, {@code pin}, {@code unpin} or {@code ignore}
   * @param source that was picked, or null
   * @param value that was set, or null
   * @param holds whether it decides now
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DecisionStory(
      String id,
      String field,
      String action,
      String source,
      JsonNode value,
      String reviewer,
      String reason,
      String decidedAt,
      boolean holds) {}
}
