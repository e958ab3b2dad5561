import { api } from '$lib/api/client';
import type { Language, Metric, Right, Session, Unit } from '$lib/api/types';
import { locale } from '$lib/locale/locale.svelte';

/** Who is signed in, and the company they look at. */
class CurrentSession {
  current = $state.raw<Session | null>(null);

  /** The session of pages that only signed-in people see. */
  get signedIn(): Session {
    if (!this.current) throw new Error('nobody is signed in');
    return this.current;
  }

  get workspace() {
    return this.signedIn.workspace;
  }

  async take(session: Session): Promise<void> {
    this.current = session;
    locale.people = session.workspace.people_word;
    locale.zone = session.workspace.time_zone;
    await locale.use(session.user.language);
  }

  /** Looks again at what may change while a page stays open, such as the room on the disk or the names of units. */
  async refresh(): Promise<void> {
    const fresh = await api.session();
    if (this.current) this.current = fresh;
  }

  /** Whether the reader looks after the data of the whole company. */
  get looksAfterData(): boolean {
    return this.may('import_files');
  }

  /** Whether the reader administers the whole company. */
  get administers(): boolean {
    return this.may('manage_access');
  }

  /** Whether the reader has a right, as far as their scope goes. */
  may(right: Right): boolean {
    return this.signedIn.user.rights.includes(right);
  }

  /** Gives the reader another name. */
  async rename(name: string): Promise<void> {
    this.current = await api.changeOwn({ name });
  }

  async chooseLanguage(language: Language): Promise<void> {
    await locale.use(language);
    if (this.current) this.current = await api.changeOwn({ language });
  }

  async signOut(): Promise<void> {
    await api.signOut();
    this.current = null;
  }

  metric(id: string): Metric | undefined {
    return this.workspace.metrics.find((metric) => metric.id === id);
  }

  /** A metric's name, or, of one that the company does not define, its id. */
  metricName(id: string): string {
    const metric = this.metric(id);
    return metric ? locale.name(metric.name) : id.toUpperCase();
  }

  unit(path: string): Unit | undefined {
    return this.workspace.units.find((unit) => unit.path === path);
  }

  unitName(path: string): string {
    if (path === '') return locale.t('unit-none');
    const unit = this.unit(path);
    return unit ? locale.name(unit.name) : path;
  }

  channelName(channel: string): string {
    const name = this.workspace.channels[channel];
    return name ? locale.name(name) : channel;
  }

  /** A touchpoint's name; the address knows it by its English one. */
  touchpointName(touchpoint: string): string {
    const name = this.workspace.touchpoints.find(({ en }) => en === touchpoint);
    return name ? locale.name(name) : touchpoint;
  }

  /** A department's name; the address knows it by its English one. */
  departmentName(department: string): string {
    const name = this.workspace.departments.find(({ en }) => en === department);
    return name ? locale.name(name) : department;
  }
}

export const session = new CurrentSession();
