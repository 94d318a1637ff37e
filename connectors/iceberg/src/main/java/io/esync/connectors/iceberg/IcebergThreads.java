package io.esync.connectors.iceberg;

import java.util.concurrent.ExecutorService;
import org.apache.iceberg.util.ThreadPools;

/**
 * Starts the threads that Iceberg shares among all tables of a process, before a job does. A thread
 * takes over the class loader of the one that starts it; that of a Flink job is closed when the job
 * ends, and the threads stay.
 */
final class IcebergThreads {
  static {
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(IcebergThreads.class.getClassLoader());
    try {
      start(ThreadPools.getWorkerPool(), ThreadPools.WORKER_THREAD_POOL_SIZE);
      start(ThreadPools.getDeleteWorkerPool(), ThreadPools.DELETE_WORKER_THREAD_POOL_SIZE);
    } finally {
      current.setContextClassLoader(before);
    }
  }

  private IcebergThreads() {}

  /** Makes sure that they run. */
  static void ensureStarted() {
    // done when the class is loaded
  }

  /** A pool of fixed size starts a thread for each task until it is full. */
  private static void start(ExecutorService pool, int size) {
    for (int i = 0; i < size; i++) {
      pool.execute(() -> {});
    }
  }
}
