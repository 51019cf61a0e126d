package dev.switchboard.ai.answer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Courtesies: a message that only greets, thanks, agrees, or asks who is speaking gets a short fixed sentence in its
/// own
/// language, without a source. Anything with a subject is a question.
enum SmallTalk {
    ENGLISH(
            "hello hi hey hiya helo greetings howdy morning afternoon evening day",
            "thanks thank thx thanx cheers ty bye goodbye",
            "ok okay great perfect cool alright super excellent awesome understood",
            "good there team all everyone dear sir madam you u so very much a lot for the your help answer many that helped"
                    + " again and well nice have to meet how are doing today bot",
            "(so )?(who|what) are you|(so )?(are|r) (you|u) (a |an )?(real |live )?(ro)?(bot|human|person|machine|ai|computer)"
                    + "( or .{1,30})?|am i (talking|speaking|chatting) (to|with) (a |an )?(real )?(ro)?(bot|human|person|machine|ai)"
                    + "|what('s| is) (your|ur) name",
            new Answers(
                    "Hello! How can I help you?",
                    "You are welcome!",
                    "Good. Is there anything else I can help you with?",
                    "I am an automatic assistant. I answer from our help pages, and when you ask for a person I call a colleague.")),
    GERMAN(
            "hallo hi hey guten tag moin servus grüezi grüß",
            "danke dankeschön dank tschüss",
            "ok okay super prima perfekt alles klar verstanden",
            "abend morgen vielen schön sehr gut ihnen dir euch gott zusammen für die das ihre deine hilfe antwort wie"
                    + " geht es gehts",
            "wer (bist du|sind sie)|(bist du|sind sie) (ein |eine )?(echter |echte )?(mensch|person|bot|roboter|maschine|ki)"
                    + "( oder .{1,30})?|(spreche|rede|schreibe) ich mit (einem|einer) (echten )?(menschen|person|bot|maschine|ki)"
                    + "|wie (heißt du|heißen sie)",
            new Answers(
                    "Hallo! Wie kann ich Ihnen helfen?",
                    "Gern geschehen!",
                    "Gut. Kann ich Ihnen sonst noch helfen?",
                    "Ich bin ein automatischer Assistent. Ich antworte aus unseren Hilfeseiten, und wenn Sie einen Menschen verlangen,"
                            + " rufe ich jemanden aus dem Team.")),
    SPANISH(
            "hola buenas buenos hey",
            "gracias adiós chao",
            "ok okay vale perfecto genial entendido",
            "días dias tardes noches muchas muy amable por la su tu ayuda respuesta qué que tal cómo como está estás todo bien",
            "quién (eres|es usted)|(eres|es usted) (un |una )?(persona( real)?|humano|humana|bot|robot|máquina|ia)( o .{1,30})?"
                    + "|(hablo|estoy hablando) con (un |una )?(persona( real)?|humano|bot|robot|máquina|ia)|cómo (te llamas|se llama)",
            new Answers(
                    "¡Hola! ¿En qué puedo ayudarle?",
                    "¡De nada!",
                    "Bien. ¿Puedo ayudarle en algo más?",
                    "Soy un asistente automático. Respondo a partir de nuestras páginas de ayuda y, si pide hablar con una persona,"
                            + " aviso a alguien del equipo."));

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}']+");
    private static final int LONGEST = 8;

    private final Set<String> hello;
    private final Set<String> thanks;
    private final Set<String> fine;
    private final Set<String> words = new HashSet<>();
    private final Pattern who;
    private final Answers answers;

    SmallTalk(String hello, String thanks, String fine, String manners, String who, Answers answers) {
        this.hello = words(hello);
        this.thanks = words(thanks);
        this.fine = words(fine);
        this.who = Pattern.compile(who);
        this.answers = answers;
        List.of(this.hello, this.thanks, this.fine, words(manners)).forEach(words::addAll);
    }

    private record Answers(String hello, String thanks, String fine, String who) {}

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }

    /// @param intent `greeting` or `assistant`
    record Courtesy(String text, String intent) {}

    static Optional<Courtesy> answer(String text) {
        List<String> said = Arrays.stream(
                        NO_WORD.split(text.toLowerCase(Locale.ROOT).replace('\u2019', '\'')))
                .filter(word -> !word.isEmpty())
                .limit(LONGEST + 1L)
                .toList();
        if (said.isEmpty() || said.size() > LONGEST) {
            return Optional.empty();
        }
        String sentence = String.join(" ", said);
        return Stream.of(values())
                .filter(language -> language.who.matcher(sentence).matches())
                .findFirst()
                .map(language -> new Courtesy(language.answers.who, "assistant"))
                .or(() -> language(said).flatMap(language -> language.courtesy(said)));
    }

    /// Where there is nothing but courtesies: the language that knows most of them. “Ok gracias” is of two.
    private static Optional<SmallTalk> language(List<String> said) {
        boolean nothingElse = said.stream().allMatch(word -> isIn(List.of(word), language -> language.words));
        return nothingElse
                ? Stream.of(values())
                        .max(Comparator.comparingLong(each ->
                                said.stream().filter(each.words::contains).count()))
                : Optional.empty();
    }

    private Optional<Courtesy> courtesy(List<String> said) {
        String text = isIn(said, language -> language.thanks)
                ? answers.thanks
                : isIn(said, language -> language.hello)
                        ? answers.hello
                        : isIn(said, language -> language.fine) ? answers.fine : null;
        return Optional.ofNullable(text).map(answer -> new Courtesy(answer, "greeting"));
    }

    /// Whether any of it is among these words of any language.
    private static boolean isIn(List<String> said, Function<SmallTalk, Set<String>> words) {
        return Stream.of(values()).map(words).anyMatch(own -> said.stream().anyMatch(own::contains));
    }
}
