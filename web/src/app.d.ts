declare global {
  namespace App {
    interface PageState {
      /** The record that has just become part of the customer in sight. */
      merged?: string;
    }
  }
}

export {};
