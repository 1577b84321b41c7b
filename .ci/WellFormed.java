import module java.xml;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;

// Whether XML and YAML files are well-formed, and have no key twice: java -cp <with SnakeYAML> .ci/WellFormed.java FILE…

void main(String[] files) {
    int bad = 0;
    for (var file : files) {
        try {
            if (file.endsWith(".xml")) {
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new File(file));
            } else {
                var options = new LoaderOptions();
                options.setAllowDuplicateKeys(false);
                try (var in = Files.newBufferedReader(Path.of(file))) {
                    new Yaml(new Tolerant(options)).loadAll(in).forEach(document -> {});
                }
            }
        } catch (Exception e) {
            System.err.println(file + ": " + e.getMessage());
            bad++;
        }
    }
    System.out.printf("%d files read, %d not well-formed%n", files.length, bad);
    System.exit(bad == 0 && files.length > 0 ? 0 : 1);
}

/** Takes tags that it does not know, such as Compose's !reset. */
class Tolerant extends SafeConstructor {
    Tolerant(LoaderOptions options) {
        super(options);
        yamlMultiConstructors.put("!", new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
                return "";
            }
        });
    }
}
