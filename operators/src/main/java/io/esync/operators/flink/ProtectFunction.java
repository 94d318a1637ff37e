package io.esync.operators.flink;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.privacy.EntityProtection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Takes personal data out of what goes to one target. Input and output: changes of merged entities,
 * in the order of each key, which stays one key. No state.
 */
public final class ProtectFunction implements MapFunction<ChangeRecord, ChangeRecord> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, EntityProtection> entities;

  /**
   * @param entities by name; others pass as they are
   */
  public ProtectFunction(Map<String, EntityProtection> entities) {
    this.entities = new HashMap<>(entities);
  }

  @Override
  public ChangeRecord map(ChangeRecord change) {
    EntityProtection entity = entities.get(change.entity());
    return entity == null ? change : entity.apply(change);
  }
}
