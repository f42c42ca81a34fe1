import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { JobKey, JobKind } from '../../core/jobs/job';
import { freeJobName, jobNameProblem } from '../../core/jobs/newJob';
import { type JobLanguage, jobLanguages } from '../../core/jobs/templates/jobTemplate';
import { jobTemplates } from '../../core/jobs/templates/jobTemplates';
import { type NewJobPlace, offeredKinds } from './newJobPlace';
import { kindTexts, languageHint, nameProblemText } from './newJobTexts';
import { askChoice, askText, goBack, type QuestionPlace } from './quickQuestions';

/** When a new triggered job runs: on request only, by a schedule of six fields, or as the builder will ask. */
export type NewSchedule = 'onRequest' | 'build' | { readonly expression: string };

/** What the user answered. */
export interface NewJobAnswers {
  readonly place: NewJobPlace;
  readonly kind: JobKind;
  readonly name: string;
  readonly language: JobLanguage;
  readonly schedule: NewSchedule;
}

type QuestionId = 'place' | 'kind' | 'name' | 'language' | 'schedule';
type Answers = { -readonly [K in keyof NewJobAnswers]?: NewJobAnswers[K] };

export interface NewJobQuestionsOptions {
  readonly places: readonly [NewJobPlace, ...NewJobPlace[]];
  /** How people call a place. */
  readonly labelOf: (place: NewJobPlace) => string;
  /** The jobs of both kinds that lie there. */
  readonly jobsAt: (place: NewJobPlace) => Promise<readonly JobKey[]>;
}

/**
 * Asks what a new job shall be, one question after the other, with a way back.
 *
 * @throws CancellationError when the user dismisses a question.
 */
export async function askForNewJob(options: NewJobQuestionsOptions): Promise<NewJobAnswers> {
  const [place] = options.places;
  const answers: Answers = { place, ...(place.kind === undefined ? {} : { kind: place.kind }) };
  for (let index = 0; ;) {
    const questions = questionsFor(options, answers);
    const question = questions[index];
    if (question === undefined) break;
    const title = l10n.t('New Job in {0}', options.labelOf(answers.place ?? place));
    const where = { title, step: index + 1, totalSteps: questions.length };
    index += (await askOne(question, where, answers, options)) === goBack ? -1 : 1;
  }
  const { kind = 'triggered', name = '', language = 'node', schedule = 'onRequest' } = answers;
  return { place: answers.place ?? place, kind, name, language, schedule };
}

/** Which questions are asked depends on what is known: the number of steps is right once the kind is. */
function questionsFor({ places }: NewJobQuestionsOptions, { place, kind }: Answers): QuestionId[] {
  return [
    ...(places.length > 1 ? ['place' as const] : []),
    ...(place?.kind === undefined ? ['kind' as const] : []),
    'name',
    'language',
    ...(kind === 'continuous' ? [] : ['schedule' as const]),
  ];
}

async function askOne(
  question: QuestionId,
  where: QuestionPlace,
  answers: Answers,
  options: NewJobQuestionsOptions,
): Promise<typeof goBack | undefined> {
  switch (question) {
    case 'place':
      return answerWith(
        await choose(where, l10n.t('Where?'), answers.place, placeItems(options)),
        (value) => (answers.place = value),
      );
    case 'kind':
      return answerWith(
        await choose(where, l10n.t('Which kind of job?'), answers.kind, kindItems()),
        (value) => (answers.kind = value),
      );
    case 'name': {
      const { place = options.places[0], kind } = answers;
      const present = await options.jobsAt(place);
      const answer = await askText(where, {
        value: answers.name ?? freeJobName(kind === 'continuous' ? 'worker' : 'report', present),
        prompt: l10n.t('Name of the job: letters, digits, - and _'),
        problemOf: (name) => {
          const problem = jobNameProblem(name, present);
          return problem === undefined ? undefined : nameProblemText(problem, l10n);
        },
      });
      return answerWith(answer, (name) => (answers.name = name));
    }
    case 'language':
      return answerWith(
        await choose(where, l10n.t('In which language?'), answers.language, languageItems()),
        (value) => (answers.language = value),
      );
    case 'schedule':
      return answerWith(
        await choose(where, l10n.t('When does it run?'), answers.schedule, scheduleItems()),
        (value) => (answers.schedule = value),
      );
  }
}

function answerWith<T>(answer: T | typeof goBack, take: (value: T) => void): typeof goBack | undefined {
  if (answer === goBack) return goBack;
  take(answer);
  return undefined;
}

type Item<T> = QuickPickItem & { readonly value: T };

async function choose<T>(
  where: QuestionPlace,
  placeholder: string,
  present: T | undefined,
  items: readonly Item<T>[],
): Promise<T | typeof goBack> {
  const active = items.find(({ value }) => value === present);
  const chosen = await askChoice(where, { items, active, placeholder });
  return chosen === goBack ? goBack : chosen.value;
}

function placeItems({ places, labelOf }: NewJobQuestionsOptions): Item<NewJobPlace>[] {
  return places.map((value) => ({ label: labelOf(value), value, iconPath: new ThemeIcon('folder') }));
}

function kindItems(): Item<JobKind>[] {
  return offeredKinds.map((value) => ({
    ...kindTexts(value, l10n),
    value,
    iconPath: new ThemeIcon(value === 'continuous' ? 'sync' : 'play'),
  }));
}

function languageItems(): Item<JobLanguage>[] {
  return jobLanguages.map((value) => ({
    label: jobTemplates[value].label,
    description: languageHint(value, l10n),
    value,
    iconPath: new ThemeIcon('file-code'),
  }));
}

function scheduleItems(): Item<NewSchedule>[] {
  return [
    { label: l10n.t('On request only'), value: 'onRequest', iconPath: new ThemeIcon('play') },
    { label: l10n.t('Every day at 03:00'), value: { expression: '0 0 3 * * *' }, iconPath: new ThemeIcon('watch') },
    { label: l10n.t('Every hour'), value: { expression: '0 0 * * * *' }, iconPath: new ThemeIcon('watch') },
    {
      label: l10n.t('Build a schedule…'),
      description: l10n.t('asks step by step, after the job was made'),
      value: 'build',
      iconPath: new ThemeIcon('calendar'),
    },
  ];
}
