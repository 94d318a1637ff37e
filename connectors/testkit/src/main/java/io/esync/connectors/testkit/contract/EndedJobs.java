package io.esync.connectors.testkit.contract;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Cancels what a test left running on the mini cluster of its class, above all when it failed: the
 * next test would wait for slots in vain. Applies by itself wherever the testkit is.
 */
public final class EndedJobs implements AfterEachCallback {
  private static final String CLUSTER = "org.apache.flink.test.junit5.MiniClusterExtension";

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Optional<Class<?>> test = context.getTestClass();
    if (test.isEmpty()) {
      return;
    }
    for (Field field :
        ReflectionSupport.findFields(
            test.get(), EndedJobs::isCluster, HierarchyTraversalMode.TOP_DOWN)) {
      field.setAccessible(true);
      ClusterJobs.end(field.get(null));
    }
  }

  /** By its name: not every module that uses the testkit has Flink's clusters for tests. */
  private static boolean isCluster(Field field) {
    return Modifier.isStatic(field.getModifiers()) && field.getType().getName().equals(CLUSTER);
  }
}
