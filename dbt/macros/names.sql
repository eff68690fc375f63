{# Schemas are used as configured: `marts` is `marts`, not `<target>_marts`. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
  {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}

{# References without the database name: the built file is published under another name, and its views must still resolve.
   Scratch models keep theirs, since nothing of them is published. #}
{% macro ref() -%}
  {%- set relation = builtins.ref(*varargs, **kwargs) -%}
  {{ return(relation if relation.database == 'scratch' else relation.include(database=false)) }}
{%- endmacro %}

{# A text without accents. To look for a letter beyond ASCII takes a tenth of the time of taking accents off, and most texts have none. #}
{% macro unaccented(column) -%}
  case
    when regexp_matches({{ column }}, '[^\x00-\x7F‘’“”–—…£€]') then strip_accents({{ column }})
    else {{ column }}
  end
{%- endmacro %}

{# A name in the form in which two spellings of it are the same: case, accents, dots and white space set aside. #}
{% macro name_key(column) -%}
  trim(regexp_replace(lower(strip_accents({{ column }})), '[^\p{L}\p{N}]+', ' ', 'g'))
{%- endmacro %}

{# Identifier of a thing known by a kind and a name, as 20 hex digits. #}
{% macro name_id(kind, column) -%}
  left(sha256({{ kind }} || ':' || {{ column }}), 20)
{%- endmacro %}

{# The words of a text, in order, without case and accents. #}
{% macro words(column) -%}
  regexp_extract_all(lower({{ unaccented(column) }}), '[\p{L}\p{N}]+')
{%- endmacro %}

{# How many words white space sets apart. Most texts have single spaces and line ends, and need no pattern to be cut at. #}
{% macro count_words(column) -%}
  {%- set flat = "replace(replace(trim(" ~ column ~ "), e'\\n\\n', ' '), e'\\n', ' ')" -%}
  case
    when regexp_matches({{ flat }}, '\s\s|[^\S ]') then array_length(string_split_regex(trim({{ column }}), '\s+'))
    else length({{ flat }}) - length(replace({{ flat }}, ' ', '')) + 1
  end
{%- endmacro %}

{# A word without its ending, so that 'relative' and 'relatives' are one. #}
{% macro stem(column) -%}
  regexp_replace({{ column }}, '(ing|ed|es|s|e)$', '')
{%- endmacro %}

{# The step of a number's last digit that counts: 1000 for 38000, 0.1 for 4.5. #}
{% macro last_step(column) -%}
  power(10, floor(log10(greatest(abs({{ column }}), 1e-12))) + 1 - length(
    regexp_replace(regexp_replace(printf('%.12e', {{ column }}), 'e.*$|[.-]', '', 'g'), '0+$', '')
  ))
{%- endmacro %}

{# Reasons for which a file is left unread that has nothing to miss in it. #}
{% macro no_content() -%}
['feed_settings', 'page_assets', 'hidden_file', 'junk_file', 'empty_folder']
{%- endmacro %}
