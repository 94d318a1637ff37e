package io.esync.operators.merge;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import java.util.Objects;

/** What comes to the merge of an entity. */
public sealed interface MergeInput {
  /** The entity that it is for. */
  EntityKey key();

  /** A change of one source. */
  record Change(ChangeRecord change) implements MergeInput {
    public Change {
      Objects.requireNonNull(change, "change");
    }

    @Override
    public EntityKey key() {
      return change.key();
    }
  }

  /** A change that this pipeline itself made in a system that is a source as well. */
  record Echo(ChangeRecord change) implements MergeInput {
    public Echo {
      Objects.requireNonNull(change, "change");
    }

    @Override
    public EntityKey key() {
      return change.key();
    }
  }

  /**
   * A row of a table that was read once more, see {@link io.esync.operators.model.Reread}.
   *
   * @param noticed when the reading began, microseconds since the epoch
   */
  record Again(ChangeRecord change, long noticed) implements MergeInput {
    public Again {
      Objects.requireNonNull(change, "change");
    }

    @Override
    public EntityKey key() {
      return change.key();
    }
  }

  /**
   * The end of a table that was read once more: what its source says of the entity and is older
   * than the origin is there no more. It travels behind the rows that were read.
   *
   * @param key of no entity, as that of {@link Progress}
   * @param complete false where a row of the table could not be taken: then nothing may be deleted
   */
  record Swept(EntityKey key, String entity, Origin origin, boolean complete)
      implements MergeInput {
    public Swept {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(entity, "entity");
      Objects.requireNonNull(origin, "origin");
    }
  }

  /**
   * Several changes of one source, joined on the way.
   *
   * @param last the last of them
   * @param count how many they were
   */
  record Joined(SourceDelta delta, ChangeRecord last, int count) implements MergeInput {
    public Joined {
      Objects.requireNonNull(delta, "delta");
      Objects.requireNonNull(last, "last");
    }

    @Override
    public EntityKey key() {
      return last.key();
    }

    /** The last change with all that the changes said together; a delete says nothing more. */
    public ChangeRecord whole() {
      return last.op().removes()
          ? last
          : new ChangeRecord(last.key(), last.op(), delta.state().row(), last.origin());
    }
  }

  /**
   * What a reviewer decided.
   *
   * @param origin of the record that brought it
   */
  record Decided(EntityKey key, Decision decision, Origin origin) implements MergeInput {
    public Decided {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(decision, "decision");
      Objects.requireNonNull(origin, "origin");
    }
  }

  /**
   * Asks for the entity to be passed on once more as it is now, because a target refused it. What
   * was refused is not passed on itself: it may be older than what targets have.
   */
  record Retell(ChangeRecord refused) implements MergeInput {
    public Retell {
      Objects.requireNonNull(refused, "refused");
    }

    @Override
    public EntityKey key() {
      return refused.key();
    }
  }

  /**
   * How far a source has come. It travels in the stream of the source's changes and never overtakes
   * one.
   *
   * @param key of no entity: it leads to one part of the merge, and each part gets its own
   * @param time microseconds since the epoch: the source delivers no streamed change before it
   */
  record Progress(EntityKey key, String source, long time) implements MergeInput {
    public Progress {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(source, "source");
    }
  }
}
