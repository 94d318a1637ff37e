package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a delete does to an entity.
 *
 * @param rule whose deletes count
 * @param owner for {@link Rule#OWNER_ONLY} the source whose deletes count, else null
 * @param revive which later upsert brings a deleted row back
 * @param marks for {@link Rule#SOFT} the fields that tell of a delete, else null
 */
public record Deletion(Rule rule, String owner, Revive revive, Marks marks)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final Deletion LATEST = new Deletion(Rule.LATEST, null, Revive.FULL_IMAGE, null);

  public Deletion {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(revive, "revive");
    if ((rule == Rule.OWNER_ONLY) != (owner != null) || (rule == Rule.SOFT) != (marks != null)) {
      throw new IllegalArgumentException(rule + " lacks its owner or its marks, or has too many");
    }
  }

  /** Whether what was deleted goes on being shown. */
  public boolean isSoft() {
    return rule == Rule.SOFT;
  }

  /**
   * Whether a delete in {@code state}, that of an entity which no source has, hides whatever the
   * others say later: then nothing may be forgotten however far the sources have come.
   */
  public boolean outlastsProgress(EntityState state) {
    return switch (rule) {
      case ANY_SOURCE -> state.sources().stream().anyMatch(SourceState::isDeleting);
      case OWNER_ONLY -> state.source(owner).isDeleting();
      case LATEST, ALL_SOURCES, SOFT -> false;
    };
  }

  /** Whose deletes count. A delete stands until its own source writes the row again. */
  public enum Rule {
    /** A delete competes by its time, wins ties, and hides all that is not later. */
    LATEST,
    /** The entity is deleted while its owner has it deleted; others take back what they said. */
    OWNER_ONLY,
    /** The entity is deleted while any source has it deleted. */
    ANY_SOURCE,
    /** The entity is deleted once no source has it. */
    ALL_SOURCES,
    /** As LATEST, but the row stays, with a flag and a time. */
    SOFT
  }

  /** Which later upsert of a source ends its delete. */
  public enum Revive {
    /** One that carries every field. */
    FULL_IMAGE,
    /** Any. */
    ANY
  }

  /**
   * The fields that tell of a soft delete.
   *
   * @param flag a boolean
   * @param time a timestamptz, NULL where the row is not deleted or the time is not known
   */
  public record Marks(String flag, String time) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The two fields beside the fields of {@code schema}; what a source has under one of their
     * names gives way.
     */
    RowSchema beside(RowSchema schema) {
      List<Field> marks =
          List.of(new Field(flag, DataType.BOOLEAN), new Field(time, DataType.TIMESTAMPTZ));
      RowSchema own = schema;
      for (Field mark : marks) {
        int at = own.indexOf(mark.name());
        if (at >= 0 && !own.field(at).equals(mark)) {
          List<Field> fields = new ArrayList<>(own.fields());
          fields.set(at, mark);
          own = RowSchema.of(fields, own.key());
        }
      }
      return SchemaUnion.append(own, RowSchema.of(marks, List.of()));
    }
  }
}
